// BM25F, as commonplace/index/scores.py has it, and sums of scores.

import { LENGTHS } from "./codec.js";

/**
 * The passages that hold a word in a field, rising; how often, and how long the field is.
 * @typedef {object} Postings
 * @property {ArrayLike<number>} numbers
 * @property {ArrayLike<number>} frequencies
 * @property {ArrayLike<number>} lengths
 */

/**
 * Scores of passages, by rising number of the passage; `hits` is 1 for each that has the
 * words itself, and 0 for one that has them in its title or in the question before it alone.
 * `around` are the scores of documents, by their numbers, which count for each of their passages.
 * @typedef {object} Scores
 * @property {ArrayLike<number>} numbers
 * @property {ArrayLike<number>} scores
 * @property {ArrayLike<number>} hits
 * @property {Scores} [around]
 */

/** @type {Scores} */
export const NOTHING = { numbers: [], scores: [], hits: [] };


/**
 * Those passages that are hits, with what the rest of their document adds.
 * @param {Scores} found
 * @param {(number: number) => number} documentOf
 * @returns {Scores}
 */
export function onlyHits({ numbers, scores, hits, around }, documentOf) {
  const at = Array.from(numbers, (_, n) => n).filter((n) => hits[n]);
  const own = at.map((n) => numbers[n]);
  const more = new Map(Array.from(around?.numbers ?? [], (one, n) => [one, around?.scores[n] ?? 0]));
  const whole = at.map((n) => scores[n] + (more.get(documentOf(numbers[n])) ?? 0));
  return { numbers: own, scores: whole, hits: own.map(() => 1) };
}

/**
 * A word in one field: where, how much it counts there, the field's mean length, and
 * whether the field is the document's and makes no hits.
 * @typedef {{postings: Postings, weight: number, average: number, beside?: boolean}} Held
 */

/**
 * The scores of a word, by BM25F: what the fields hold is added before it is saturated, so
 * that a word in the title and in the text does not count as two words.
 * Source: Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.
 * @param {Held[]} fields
 * @param {number} frequency of passages with the word in any field that was asked
 * @param {number} times it was asked for
 * @param {{counted: number, k1: number, b: number}} constants
 * @returns {Scores}
 */
export function bm25f(fields, frequency, times, { counted, k1, b }) {
  const { numbers, scores: counts, hits } = fields
    .map((held) => weighted(held, b))
    .reduce(either, NOTHING);
  const idf = Math.log(1 + (counted - frequency + 0.5) / (frequency + 0.5));
  const boost = Math.sqrt(times) * idf;
  const scores = Float64Array.from(counts, (count) => boost * ((count * (k1 + 1)) / (count + k1)));
  return { numbers, scores, hits };
}

/**
 * How often a word is in a field, in proportion to the length of the field.
 * @param {Held} held
 * @param {number} b
 * @returns {Scores}
 */
function weighted({ postings, weight, average, beside = false }, b) {
  const { numbers, frequencies, lengths } = postings;
  const scores = new Float64Array(numbers.length);
  for (let n = 0; n < numbers.length; n++) {
    scores[n] = (weight * frequencies[n]) / (1 - b + (b * lengths[n]) / average);
  }
  return { numbers, scores, hits: new Uint8Array(numbers.length).fill(beside ? 0 : 1) };
}

/**
 * The numbers that any of some rising lists has, rising.
 * @param {ArrayLike<number>[]} lists
 * @returns {number[]}
 */
export function union(lists) {
  const found = new Set(lists.flatMap((list) => Array.from(list)));
  return Array.from(found).sort((one, two) => one - two);
}

/**
 * The postings of those passages that are among some.
 * @param {Postings} postings
 * @param {ArrayLike<number>} wanted rising
 * @returns {Postings}
 */
export function among({ numbers, frequencies, lengths }, wanted) {
  const at = placesOf(numbers, wanted);
  return {
    numbers: at.map((n) => numbers[n]),
    frequencies: at.map((n) => frequencies[n]),
    lengths: at.map((n) => lengths[n]),
  };
}

/**
 * The postings of several words of a field, counted as if they were one word.
 * @param {Postings[]} postings
 * @returns {Postings}
 */
export function together(postings) {
  /** @type {Map<number, [number, number]>} */
  const counts = new Map();
  for (const { numbers, frequencies, lengths } of postings) {
    for (let n = 0; n < numbers.length; n++) {
      const before = counts.get(numbers[n])?.[0] ?? 0;
      counts.set(numbers[n], [before + frequencies[n], lengths[n]]);
    }
  }
  return listed(counts);
}

/**
 * Postings from how often each has a word and how long it is, by its number.
 * @param {Map<number, [number, number]>} counts
 */
export function listed(counts) {
  const rows = Array.from(counts).sort(([one], [two]) => one - two);
  return {
    numbers: rows.map(([number]) => number),
    frequencies: rows.map(([, [often]]) => often),
    lengths: rows.map(([, [, length]]) => length),
  };
}

/**
 * Where some of the rising numbers are among them.
 * @param {ArrayLike<number>} numbers
 * @param {ArrayLike<number>} wanted rising
 */
export function placesOf(numbers, wanted) {
  const found = [];
  for (let n = 0, next = 0; n < numbers.length && next < wanted.length; n++) {
    while (wanted[next] < numbers[n]) next++;
    if (numbers[n] === wanted[next]) found.push(n);
  }
  return found;
}

/**
 * The numbers that both of two rising lists have.
 * @param {ArrayLike<number>} one
 * @param {ArrayLike<number>} two
 * @returns {number[]}
 */
export function common(one, two) {
  return placesOf(one, two).map((n) => one[n]);
}

/**
 * The length of a field as Whoosh keeps it: the next that one byte can say, by a
 * logarithmic scale.
 * @param {number} length in terms
 */
export function keptLength(length) {
  return LENGTHS.find((kept) => kept >= length) ?? LENGTHS[255];
}

/**
 * What either has; scores are added where both have a passage.
 * @param {Scores} one
 * @param {Scores} two
 * @returns {Scores}
 */
export function either(one, two) {
  return { ...summed(one, two), ...aroundBoth(one, two) };
}

/**
 * What the documents of either have.
 * @param {Scores} one
 * @param {Scores} two
 * @returns {{around?: Scores}}
 */
function aroundBoth({ around: one }, { around: two }) {
  return { around: one && two ? summed(one, two) : (one ?? two) };
}

/** @param {Scores} one @param {Scores} two @returns {Scores} */
function summed(one, two) {
  if (!one.numbers.length) return two;
  if (!two.numbers.length) return one;
  const numbers = [];
  const scores = [];
  const hits = [];
  let a = 0;
  let b = 0;
  while (a < one.numbers.length || b < two.numbers.length) {
    const first = a < one.numbers.length ? one.numbers[a] : Infinity;
    const second = b < two.numbers.length ? two.numbers[b] : Infinity;
    numbers.push(Math.min(first, second));
    hits.push((first <= second && one.hits[a]) || (second <= first && two.hits[b]) ? 1 : 0);
    scores.push(
      (first <= second ? one.scores[a++] : 0) + (second <= first ? two.scores[b++] : 0),
    );
  }
  return { numbers, scores, hits };
}

/**
 * What both have, with the scores added.
 * @param {Scores} one
 * @param {Scores} two
 * @returns {Scores}
 */
export function both(one, two) {
  const around = aroundBoth(one, two);
  const numbers = [];
  const scores = [];
  const hits = [];
  for (let a = 0, b = 0; a < one.numbers.length && b < two.numbers.length; ) {
    const difference = one.numbers[a] - two.numbers[b];
    if (difference === 0) {
      numbers.push(one.numbers[a]);
      scores.push(one.scores[a] + two.scores[b]);
      hits.push(one.hits[a] && two.hits[b]);
    }
    if (difference <= 0) a++;
    if (difference >= 0) b++;
  }
  return { numbers, scores, hits, ...around };
}

/**
 * What the first has and the second has no hit in.
 * @param {Scores} one
 * @param {Scores} two
 * @returns {Scores}
 */
export function without(one, two) {
  const numbers = [];
  const scores = [];
  const hits = [];
  for (let a = 0, b = 0; a < one.numbers.length; a++) {
    while (b < two.numbers.length && two.numbers[b] < one.numbers[a]) b++;
    if (b < two.numbers.length && two.numbers[b] === one.numbers[a] && two.hits[b]) continue;
    numbers.push(one.numbers[a]);
    scores.push(one.scores[a]);
    hits.push(one.hits[a]);
  }
  return { numbers, scores, hits, around: one.around };
}

/**
 * Numbers and scores to six places, best first; equal ones by number.
 * @param {Pick<Scores, "numbers" | "scores">} found
 * @returns {{number: number, score: number}[]}
 */
export function ranked({ numbers, scores }) {
  return Array.from(numbers, (number, n) => ({ number, score: Number(scores[n].toFixed(6)) })).sort(
    (one, two) => two.score - one.score || one.number - two.number,
  );
}
