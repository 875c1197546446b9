// A tree of a query to the scores of the passages it finds: the twin of
// commonplace/index/scores.py, which adds scores in the same order.

import { compare } from "./codec.js";
import { literal, matches } from "./matching.js";
import {
  NOTHING,
  among,
  bm25f,
  both,
  common,
  either,
  placesOf,
  together,
  union,
  without,
} from "./ranking.js";
import { stem } from "./stem.js";
import { wordsNode } from "./tree.js";

/** @typedef {import("./ranking.js").Postings} Postings */
/** @typedef {import("./ranking.js").Scores} Scores */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Term} Term */
/** @typedef {import("./tree.js").Node} Node */
/** @typedef {import("./tree.js").Shape} Shape */
/** @typedef {import("./tree.js").Words} Words */

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
      return wordScores(store, node);
    case "Typed":
      return sum(await Promise.all([typedWord(store, node), expanded(store, node)]));
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
 * A word that is being typed, as if it were whole.
 * @param {Store} store
 * @param {Shape & {node: "Typed"}} node
 */
function typedWord(store, { text, field }) {
  return wordScores(store, wordsNode([text], field));
}

/**
 * @param {Store} store
 * @param {Words} node
 * @returns {Promise<Scores>}
 */
async function wordScores(store, node) {
  const fields = node.field ? [node.field] : store.manifest.searched;
  const rows = await each(node.terms, (term) => each(fields, (field) => held(store, term, field)));
  const frequencies = rows.map((row) => union(present(row).map(numbersOf)).length);
  const found = node.terms.length > 1 ? await inPhrase(store, rows, node.slop) : rows;
  const weighed = found.map((row) => present(row).map((one) => ({ ...one, ...weights(one) })));
  return sum(weighed.map((row, n) => bm25f(row, frequencies[n], node.times, store.manifest)));

  /** @param {{term: Term}} one */
  function weights({ term }) {
    const { weight, average } = store.manifest.fields[term.field];
    return { weight: node.field ? 1 : weight, average };
  }
}

/**
 * A term of a field and the passages that hold it.
 * @typedef {{term: Term, postings: import("./codec.js").Postings}} Found
 */

/**
 * A word in a field; null where no passage has it there.
 * @param {Store} store
 * @param {string} word
 * @param {string} field
 * @returns {Promise<Found | null>}
 */
async function held(store, word, field) {
  const term = await store.term(field, store.manifest.fields[field].stemmed ? stem(word) : word);
  return term && { term, postings: await store.postings(term) };
}

/**
 * @template T
 * @param {(T | null)[]} row
 */
function present(row) {
  return row.filter((one) => one !== null);
}

/** @param {Found} one @returns {ArrayLike<number>} */
function numbersOf({ postings }) {
  return postings.numbers;
}

/**
 * What each term has in each field, of the passages where the terms stand there one
 * after the other.
 * @param {Store} store
 * @param {(Found | null)[][]} rows one for each term
 * @param {number} slop
 * @returns {Promise<{term: Term, postings: Postings}[][]>}
 */
async function inPhrase(store, rows, slop) {
  const columns = rows[0].map((_, field) => present(rows.map((row) => row[field])));
  const kept = await each(columns, async (column) => {
    if (column.length < rows.length) return [];
    const numbers = await phrase(store, column, slop);
    return column.map(({ term, postings }) => ({ term, postings: among(postings, numbers) }));
  });
  return rows.map((_, n) => kept.flatMap((column) => column.slice(n, n + 1)));
}

/**
 * Passages where the terms of a field stand one after another, each at most `slop`
 * places after the one before it.
 * @param {Store} store
 * @param {Found[]} column
 * @param {number} slop
 * @returns {Promise<number[]>}
 */
async function phrase(store, column, slop) {
  const all = column.map(numbersOf).reduce(common);
  if (!all.length) return [];
  const positions = await each(column, ({ term, postings }) =>
    store.positions(term, placesOf(postings.numbers, all)),
  );
  return Array.from(all).filter((_, n) => chained(positions.map((places) => places[n]), slop));
}

/**
 * Whether there is one place in each row, each after the one before by at most `slop`.
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
 * The scores of the words that a node stands for, of which the most frequent count, as if
 * they were one word.
 * @param {Store} store
 * @param {Shape} node
 * @returns {Promise<Scores>}
 */
async function expanded(store, node) {
  const field = node.field && node.field !== "text" ? node.field : "words";
  const terms = (await store.terms(field, beginning(node)))
    .filter(({ text }) => matches(node, text))
    .filter(({ text }) => node.node !== "Typed" || !isFound(text, node.text))
    .sort((one, two) => two.frequency - one.frequency || compare(one.text, two.text))
    .slice(0, store.manifest.most);
  const postings = together(await each(terms, (term) => store.postings(term)));
  const { average } = store.manifest.fields[field];
  const { length } = postings.numbers;
  return bm25f([{ postings, weight: 1, average }], length, 1, store.manifest);

  /**
   * Whether a search for a typed word finds a term of the field anyhow.
   * @param {string} text
   * @param {string} typed
   */
  function isFound(text, typed) {
    if (field === "words") return stem(text) === stem(typed);
    return text === (store.manifest.fields[field].stemmed ? stem(typed) : typed);
  }
}

/**
 * What every word that a node stands for begins with.
 * @param {Shape} node
 */
function beginning(node) {
  if (node.node === "Wildcard") return literal(node.pattern);
  return node.node === "Fuzzy" ? Array.from(node.text)[0] : node.text;
}
