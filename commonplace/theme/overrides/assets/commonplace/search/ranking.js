// BM25, as `Ranking` in commonplace/index.py has it, and sums of scores.

/**
 * Scores of passages, by rising number of the passage.
 * @typedef {{numbers: ArrayLike<number>, scores: ArrayLike<number>}} Scores
 */

/** @type {Scores} */
export const NOTHING = { numbers: [], scores: [] };

/**
 * ln(1 + (N - n + 0.5) / (n + 0.5)) for a term in n of N passages.
 * @param {number} counted
 * @param {number} frequency
 */
export function idf(counted, frequency) {
  return Math.log(1 + (counted - frequency + 0.5) / (frequency + 0.5));
}

/**
 * The scores of a term in the passages that hold it.
 * Source: Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.
 * @param {import("./codec.js").Postings} postings
 * @param {number} idf
 * @param {number} average length of the field
 * @param {{k1: number, b: number}} constants
 * @param {number} boost
 * @returns {Scores}
 */
export function bm25(postings, idf, average, { k1, b }, boost) {
  const { numbers, frequencies, lengths } = postings;
  const scores = new Float64Array(numbers.length);
  for (let n = 0; n < numbers.length; n++) {
    const norm = k1 * (1 - b + (b * lengths[n]) / average);
    scores[n] = idf * ((frequencies[n] * (k1 + 1)) / (frequencies[n] + norm)) * boost;
  }
  return { numbers, scores };
}

/**
 * What either has; scores are added where both have a passage.
 * @param {Scores} one
 * @param {Scores} two
 * @returns {Scores}
 */
export function either(one, two) {
  if (!one.numbers.length) return two;
  if (!two.numbers.length) return one;
  const numbers = [];
  const scores = [];
  let a = 0;
  let b = 0;
  while (a < one.numbers.length || b < two.numbers.length) {
    const first = a < one.numbers.length ? one.numbers[a] : Infinity;
    const second = b < two.numbers.length ? two.numbers[b] : Infinity;
    numbers.push(Math.min(first, second));
    scores.push(
      (first <= second ? one.scores[a++] : 0) + (second <= first ? two.scores[b++] : 0),
    );
  }
  return { numbers, scores };
}

/**
 * What both have, with the scores added.
 * @param {Scores} one
 * @param {Scores} two
 * @returns {Scores}
 */
export function both(one, two) {
  const numbers = [];
  const scores = [];
  for (let a = 0, b = 0; a < one.numbers.length && b < two.numbers.length; ) {
    const difference = one.numbers[a] - two.numbers[b];
    if (difference === 0) {
      numbers.push(one.numbers[a]);
      scores.push(one.scores[a] + two.scores[b]);
    }
    if (difference <= 0) a++;
    if (difference >= 0) b++;
  }
  return { numbers, scores };
}

/**
 * What the first has and the second has not.
 * @param {Scores} one
 * @param {Scores} two
 * @returns {Scores}
 */
export function without(one, two) {
  const numbers = [];
  const scores = [];
  for (let a = 0, b = 0; a < one.numbers.length; a++) {
    while (b < two.numbers.length && two.numbers[b] < one.numbers[a]) b++;
    if (b < two.numbers.length && two.numbers[b] === one.numbers[a]) continue;
    numbers.push(one.numbers[a]);
    scores.push(one.scores[a]);
  }
  return { numbers, scores };
}

/**
 * Numbers and scores to six places, best first; equal ones by number.
 * @param {Scores} found
 * @returns {{number: number, score: number}[]}
 */
export function ranked({ numbers, scores }) {
  return Array.from(numbers, (number, n) => ({ number, score: Number(scores[n].toFixed(6)) })).sort(
    (one, two) => two.score - one.score || one.number - two.number,
  );
}
