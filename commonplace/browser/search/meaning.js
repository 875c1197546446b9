// What is similar in meaning to some words: the twin of commonplace/meaning/asking.py. It is a
// script of its own, which is loaded with the first query that needs it.

/** @typedef {import("./arrange.js").Found} Found */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {{said: any, rows: (n: number) => Int8Array, size: number}} Vectors */
/** @typedef {{number: number, words: number, row: Int8Array}} Passage */
/** @typedef {{query: Float64Array, said: any, passages: Passage[]}} Asked */

const PROBED = 2; // files of passages that a query looks into
const KNOWN = 2; // words that must have vectors
const DEPTH = 300; // nearest passages that count
const SHORT = 2; // as many words as make a passage's cosine count half
const LED = 0.75; // how much the best passage says of what is asked, beside the words
const LONG = 4096; // the length to which vectors are brought that are added up

/**
 * The passages that have some of the words, and those that are similar to them in meaning, in
 * one order. What has all of the words stays in front. The best passage tells more of what is
 * asked than the words alone: nearness is that to both of them in the end. Null for passages of
 * one document, of chosen values of facets, or by date.
 * @param {Store} store
 * @param {string} name of the files
 * @param {string[]} words
 * @param {Found[]} found
 * @param {import("./engine.js").Options} options
 * @returns {Promise<Found[] | null>}
 */
export async function mixed(store, name, words, found, { document, within = {}, sort }) {
  const chosen = document !== undefined || Object.values(within).some(Boolean);
  if (chosen || (sort && sort !== "relevance")) return null;
  const asked = await askedOf(store, name, words);
  const worth = asked ? near(asked) : new Map();
  const ranked = ranking(found, worth);
  const first = ranked.find(({ number }) => worth.has(number));
  return asked && first ? ranking(found, near(drawn(asked, first.number))) : ranked;
}

/**
 * @param {Found[]} found
 * @param {Map<number, number>} worth of being near, in best scores
 * @returns {Found[]}
 */
function ranking(found, worth) {
  const left = new Map(worth);
  const whole = found.filter(({ complete }) => complete);
  const partial = found.slice(whole.length);
  const best = (partial[0] ?? whole.at(-1))?.score ?? 1;
  for (const { number } of whole) left.delete(number);
  const scored = partial.map((one) => {
    const score = rounded(one.score + best * (left.get(one.number) ?? 0));
    left.delete(one.number);
    return { ...one, score };
  });
  for (const [number, nearness] of left) {
    scored.push({ number, score: rounded(best * nearness), complete: false, similar: true });
  }
  scored.sort((one, two) => two.score - one.score || one.number - two.number);
  return [...whole, ...scored];
}

/**
 * A query as a vector, and the passages that it looks at; null where too few words have vectors.
 * @param {Store} store
 * @param {string} name
 * @param {string[]} words
 * @returns {Promise<Asked | null>}
 */
async function askedOf(store, name, words) {
  const { said, rows, size } = await store.file(name, (bytes) => unpacked(bytes));
  const known = words.map((word) => {
    const stems = store.asked("text", [word]).flat(); // one in each language
    return stems.map((stem) => said.words.indexOf(stem)).filter((n) => n >= 0);
  });
  if (new Set(known.map(String).filter(Boolean)).size < KNOWN) return null;
  const query = new Float64Array(size);
  for (const word of new Set(known.flat())) {
    rows(said.groups + word).forEach((value, n) => (query[n] += value));
  }
  const groups = Array.from({ length: said.groups }, (_, group) => ({
    group,
    product: product(query, rows(group)),
  })).sort((one, two) => two.product - one.product || one.group - two.group);
  const files = groups.slice(0, PROBED).map(({ group }) => `${name}-${group + 1}`);
  const loaded = files.map((file) => store.file(file, (bytes) => unpacked(bytes, size)));
  return { query, said, passages: (await Promise.all(loaded)).flatMap(passagesOf) };
}

/**
 * The passages that are nearest to a query, and what each is worth for it, in best scores.
 * @param {Asked} asked
 * @returns {Map<number, number>}
 */
function near({ query, said, passages }) {
  const length = product(query, query);
  /** @type {[number, number][]} */
  const found = [];
  for (const { number, words, row } of passages) {
    const along = product(query, row);
    if (along > 0) {
      const cosine = along / Math.sqrt(length * product(row, row));
      found.push([number, cosine * (words / (words + SHORT))]);
    }
  }
  const best = found.sort(([a, one], [b, two]) => two - one || a - b).slice(0, DEPTH);
  return new Map(best.map(([number, nearness]) => [number, worth(nearness, said)]));
}

/**
 * The same query, drawn towards a passage that answers it well.
 * @param {Asked} asked
 * @param {number} number
 * @returns {Asked}
 */
function drawn({ query, passages, ...rest }, number) {
  const { row } = /** @type {Passage} */ (passages.find((one) => one.number === number));
  const own = LONG / Math.sqrt(product(query, query));
  const other = (LED * LONG) / Math.sqrt(product(row, row));
  return { ...rest, passages, query: query.map((one, n) => Math.floor(own * one + other * row[n])) };
}

/**
 * What it is worth to be so near, in best scores. Passages that are somewhat near by chance are
 * many, and those that are very near few: a power tells them apart.
 * @param {number} near
 * @param {{most: number, squared: number}} how
 */
function worth(near, { most, squared }) {
  for (let n = 0; n < squared; n++) near *= near;
  return most * near;
}

/**
 * @param {Vectors} vectors of the passages of a file
 * @returns {Passage[]}
 */
function passagesOf({ said: { gaps, terms }, rows }) {
  let number = 0;
  return gaps.map((/** @type {number} */ gap, /** @type {number} */ n) => {
    number += gap;
    return { number, words: terms[n], row: rows(n) };
  });
}

/**
 * What a file says, as JSON behind its length, and its rows of whole numbers.
 * @param {Uint8Array} bytes
 * @param {number} [width]
 * @returns {Vectors}
 */
function unpacked(bytes, width) {
  const start = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const said = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)));
  const size = width ?? said.size;
  const numbers = Int8Array.from(bytes.subarray(start));
  return { said, size, rows: (n) => numbers.subarray(n * size, (n + 1) * size) };
}

/**
 * @param {ArrayLike<number>} one
 * @param {ArrayLike<number>} other
 */
function product(one, other) {
  let sum = 0;
  for (let n = 0; n < one.length; n++) sum += one[n] * other[n];
  return sum;
}

/** @param {number} score */
function rounded(score) {
  return Number(score.toFixed(6));
}

Object.assign(globalThis, { commonplaceMeaning: mixed });
