// What is similar in meaning to some words: the twin of commonplace/meaning/asking.py. It is a
// script of its own, which is loaded with the first query that needs it.

/** @typedef {import("./arrange.js").Found} Found */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {{said: any, rows: (n: number) => Int8Array, size: number}} Vectors */

const PROBED = 2; // files of passages that a query looks into
const KNOWN = 2; // words that must have vectors
const DEPTH = 100; // passages that are looked at
const SHORT = 2; // as many words as make a passage's cosine count half

/**
 * The passages that have some of the words, and those that are similar to them in meaning, in
 * one order. What has all of the words stays in front. Null for passages of one document, of
 * chosen values of facets, or by date.
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
  const near = await similar(store, name, words);
  if (!near.size) return found;
  const whole = found.filter(({ complete }) => complete);
  const partial = found.slice(whole.length);
  const best = (partial[0] ?? whole.at(-1))?.score ?? 1;
  for (const { number } of whole) near.delete(number);
  const scored = partial.map((one) => {
    const score = rounded(one.score + best * (near.get(one.number) ?? 0));
    near.delete(one.number);
    return { ...one, score };
  });
  for (const [number, nearness] of near) {
    scored.push({ number, score: rounded(best * nearness), complete: false, similar: true });
  }
  scored.sort((one, two) => two.score - one.score || one.number - two.number);
  return [...whole, ...scored];
}

/**
 * The passages that are nearest to some words in meaning, and what each is worth for it.
 * @param {Store} store
 * @param {string} name
 * @param {string[]} words
 * @returns {Promise<Map<number, number>>}
 */
async function similar(store, name, words) {
  const { said, rows, size } = await store.file(name, (bytes) => unpacked(bytes));
  const known = words.map((word) => {
    const stems = store.asked("text", [word]).flat(); // one in each language
    return stems.map((stem) => said.words.indexOf(stem)).filter((n) => n >= 0);
  });
  if (new Set(known.map(String).filter(Boolean)).size < KNOWN) return new Map();
  const asked = new Set(known.flat());
  const query = new Float64Array(size);
  for (const word of asked) rows(said.groups + word).forEach((value, n) => (query[n] += value));
  const near = Array.from({ length: said.groups }, (_, group) => ({
    group,
    product: product(query, rows(group)),
  })).sort((one, two) => two.product - one.product || one.group - two.group);
  const files = near.slice(0, PROBED).map(({ group }) => `${name}-${group + 1}`);
  const loaded = files.map((file) => store.file(file, (bytes) => unpacked(bytes, size)));
  const found = (await Promise.all(loaded)).flatMap((vectors) => within(vectors, query));
  const best = found.sort(([a, one], [b, two]) => two - one || a - b).slice(0, DEPTH);
  return new Map(best.map(([number, nearness]) => [number, worth(nearness, said)]));
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
 * @param {Float64Array} query
 * @returns {[number, number][]}
 */
function within({ said: { gaps, terms }, rows }, query) {
  const length = product(query, query);
  /** @type {[number, number][]} */
  const found = [];
  let number = 0;
  for (let n = 0; n < gaps.length; n++) {
    number += gaps[n];
    const near = product(query, rows(n));
    if (near > 0) {
      const cosine = near / Math.sqrt(length * product(rows(n), rows(n)));
      found.push([number, cosine * (terms[n] / (terms[n] + SHORT))]);
    }
  }
  return found;
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
