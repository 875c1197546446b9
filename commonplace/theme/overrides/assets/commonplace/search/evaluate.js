// A tree of a query to the scores of the passages it finds: the twin of `_Scores` in
// commonplace/index.py, which adds scores in the same order.

import { compare } from "./codec.js";
import { literal, matches } from "./query.js";
import { NOTHING, bm25, both, either, idf, without } from "./ranking.js";
import { stem } from "./stem.js";

/** @typedef {import("./ranking.js").Scores} Scores */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Term} Term */
/** @typedef {import("./query.js").Node} Node */
/** @typedef {import("./query.js").Words} Words */
/** @typedef {Extract<Node, {node: "Prefix" | "Wildcard" | "Fuzzy"}>} Expanded */

/**
 * The scores for a node.
 * @param {Store} store
 * @param {Node} node
 * @returns {Promise<Scores>}
 */
export async function evaluate(store, node) {
  switch (node.node) {
    case "All":
      return all(store, node.parts);
    case "Any":
      return sum(await each(node.parts, (part) => evaluate(store, part)));
    case "Not":
      return all(store, [node]);
    case "Kind":
      return filtered(store, ({ kind }) => kind === node.kind);
    case "Between": {
      const first = node.first || "0";
      const last = node.last || "\uffff";
      return filtered(store, ({ date }) => compare(first, date) <= 0 && compare(date, last) < 0);
    }
    case "Words":
      return words(store, node);
    default:
      return expanded(store, node);
  }
}

/**
 * What becomes of each, all begun at once so that their files are loaded together.
 * @template T, U
 * @param {T[]} parts
 * @param {(part: T) => Promise<U>} make
 * @returns {Promise<U[]>}
 */
function each(parts, make) {
  return Promise.all(parts.map(make));
}

/** @param {Scores[]} parts @returns {Scores} */
function sum(parts) {
  return parts.reduce(either, NOTHING);
}

/**
 * @param {Store} store
 * @param {Node[]} parts
 * @returns {Promise<Scores>}
 */
async function all(store, parts) {
  const found = await each(parts, (part) =>
    evaluate(store, part.node === "Not" ? part.part : part),
  );
  const wanted = found.filter((_, n) => parts[n].node !== "Not");
  const unwanted = found.filter((_, n) => parts[n].node === "Not");
  const start = wanted.length ? wanted.reduce(both) : everything(store);
  return unwanted.reduce(without, start);
}

/** @param {Store} store @returns {Scores} */
function everything({ manifest: { passages } }) {
  const numbers = Array.from({ length: passages }, (_, n) => n);
  return { numbers, scores: new Float64Array(passages) };
}

/**
 * @param {Store} store
 * @param {(document: {kind: string, date: string}) => boolean} holds
 * @returns {Promise<Scores>}
 */
async function filtered(store, holds) {
  const { documents } = await store.directory();
  const numbers = documents
    .filter(holds)
    .flatMap(({ first, last }) => Array.from({ length: last - first }, (_, n) => first + n));
  return { numbers, scores: new Float64Array(numbers.length) };
}

/**
 * @param {Store} store
 * @param {Words} node
 * @returns {Promise<Scores>}
 */
async function words(store, node) {
  const { fields, searched } = store.manifest;
  const parts = await each(node.field ? [node.field] : searched, async (field) => {
    const { stemmed, weight } = fields[field];
    const boost = (node.field ? 1 : weight) * node.times;
    const terms = await each(node.terms, (term) => store.term(field, stemmed ? stem(term) : term));
    const known = terms.filter((term) => term !== null);
    if (known.length < terms.length) return NOTHING;
    if (known.length === 1) return scored(store, known[0], boost);
    return phrase(store, known, node.slop, boost);
  });
  return sum(parts);
}

/**
 * @param {Store} store
 * @param {Term} term
 * @param {number} boost
 * @returns {Promise<Scores>}
 */
async function scored(store, term, boost) {
  const { manifest } = store;
  const weight = idf(manifest.counted, term.frequency);
  const average = manifest.fields[term.field].average;
  return bm25(await store.postings(term), weight, average, manifest, boost);
}

/**
 * Passages where the terms stand one behind the other, each at most `slop` places behind
 * the one before it. The score is the sum of the terms'.
 * @param {Store} store
 * @param {Term[]} terms
 * @param {number} slop
 * @param {number} boost
 * @returns {Promise<Scores>}
 */
async function phrase(store, terms, slop, boost) {
  const [postings, scores] = await Promise.all([
    each(terms, (term) => store.postings(term)),
    each(terms, (term) => scored(store, term, 1)),
  ]);
  const together = scores.reduce(both);
  if (!together.numbers.length) return NOTHING;
  const positions = await Promise.all(
    terms.map((term, n) =>
      store.positions(term, postings[n], places(postings[n].numbers, together.numbers)),
    ),
  );
  const numbers = [];
  const kept = [];
  for (let n = 0; n < together.numbers.length; n++) {
    if (!chained(positions.map((held) => held[n]), slop)) continue;
    numbers.push(together.numbers[n]);
    kept.push(together.scores[n] * boost);
  }
  return { numbers, scores: kept };
}

/**
 * Where the numbers of some passages stand among rising numbers.
 * @param {ArrayLike<number>} numbers
 * @param {ArrayLike<number>} wanted
 */
function places(numbers, wanted) {
  const found = [];
  for (let n = 0, next = 0; next < wanted.length; n++) {
    if (numbers[n] === wanted[next]) {
      found.push(n);
      next++;
    }
  }
  return found;
}

/**
 * Whether there is one place in each row, each behind the one before by at most `slop`.
 * @param {ArrayLike<number>[]} rows
 * @param {number} slop
 */
export function chained(rows, slop) {
  let ends = Array.from(rows[0]);
  for (const row of rows.slice(1)) {
    const before = ends;
    ends = Array.from(row).filter((place) =>
      before.some((end) => end < place && place <= end + slop),
    );
  }
  return ends.length > 0;
}

/**
 * The scores of the words that a prefix, a wildcard or a fuzzy word stands for, of which
 * the most frequent count.
 * @param {Store} store
 * @param {Expanded} node
 * @returns {Promise<Scores>}
 */
async function expanded(store, node) {
  const field = node.field && node.field !== "text" ? node.field : "words";
  const terms = await store.terms(field, beginning(node));
  const ranked = terms
    .filter(({ text }) => matches(node, text))
    .sort((one, two) => two.frequency - one.frequency || compare(one.text, two.text))
    .slice(0, store.manifest.most);
  return sum(await each(ranked, (term) => scored(store, term, 1)));
}

/**
 * What every word that a node stands for begins with.
 * @param {Expanded} node
 */
function beginning(node) {
  if (node.node === "Prefix") return node.text;
  return node.node === "Wildcard" ? literal(node.pattern) : Array.from(node.text)[0];
}
