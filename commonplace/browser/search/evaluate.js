// A tree of a query to the scores of the passages it finds: the twin of
// commonplace/index/scores.py, which adds scores in the same order.

import { bare, fold, isSpaceless, spoken } from "./analysis.js";
import { LENGTHS, compare } from "./codec.js";
import { NAME_FIELDS, TOGETHER, WRITTEN } from "./language.js";
import { literal, matches } from "./matching.js";
import {
  NOTHING,
  among,
  bm25f,
  both,
  common,
  either,
  listed,
  onlyHits,
  placesOf,
  together,
  union,
  without,
} from "./ranking.js";
import { stem } from "./stem.js";
import { wholeName, wordsNode } from "./tree.js";

/** @typedef {import("./ranking.js").Postings} Postings */
/** @typedef {import("./ranking.js").Scores} Scores */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Term} Term */
/** @typedef {import("./tree.js").Node} Node */
/** @typedef {import("./tree.js").Shape} Shape */
/** @typedef {import("./tree.js").Words} Words */

/**
 * The passages that answer a tree by words of their own, with their scores.
 * @param {Store} store
 * @param {Node} tree
 * @returns {Promise<Scores>}
 */
export async function hitsOf(store, tree) {
  return onlyHits(await evaluate(store, tree), (number) => store.documentOf(number));
}

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
      return sum(
        await Promise.all([
          wordScores(store, wordsNode([node.text], node.field)), // as if it were whole
          expanded(store, node),
        ]),
      );
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
  return unscored(Array.from({ length: passages }, (_, n) => n));
}

/**
 * @param {Store} store
 * @param {(document: {kind: string, date: string}) => boolean} holds
 * @returns {Promise<Scores>}
 */
async function filtered(store, holds) {
  const documents = await store.documents();
  const numbers = documents
    .filter(holds)
    .flatMap(({ first, last }) => Array.from({ length: last - first }, (_, n) => first + n));
  return unscored(numbers);
}

/** @param {number[]} numbers @returns {Scores} */
function unscored(numbers) {
  const { length } = numbers;
  return { numbers, scores: new Float64Array(length), hits: new Uint8Array(length).fill(1) };
}

/**
 * @param {Store} store
 * @param {Words} node
 * @returns {Promise<Scores>}
 */
async function wordScores(store, node) {
  const { manifest } = store;
  const fields = node.field ? (TOGETHER.get(node.field) ?? [node.field]) : manifest.searched;
  const terms = await asAName(store, node, fields);
  const several = terms.length > 1;
  const inFields = await each(fields, (field) =>
    each(store.asked(field, terms), (row) => each(row, (text) => held(store, field, text))),
  );
  const columns = inFields.flat();
  const rows = terms.map((_, n) => present(columns.map((column) => column[n])));
  if (!node.field && !several) rows[0].push(...(await formsOf(store, terms[0])));
  const frequencies = rows.map((row) => union(row.map(numbersOf)).length);
  const found = several ? await inPhrase(store, columns, node.slop) : rows;
  if (several && !node.field && !node.quoted && !isSpaceless(terms[0])) {
    const joined = await less(store, ["text", "heading"], terms.join(""));
    found.push(joined); // `email` for `e-mail`
    frequencies.push(union(joined.map(numbersOf)).length);
  }
  const weighed = found.map((row) => row.map((one) => ({ ...one, ...weights(one) })));
  const scores = sum(weighed.map((row, n) => bm25f(row, frequencies[n], node.times, manifest)));
  if (node.field || several) return scores;
  return { ...scores, around: around(store, rows[0], node.times) };

  /** @param {{term: Term}} one whether it makes hits */
  function isOwn({ term }) {
    return node.field !== null || !manifest.beside.includes(term.field);
  }

  /** @param {{term: Term, less?: number}} one */
  function weights(one) {
    const { weight, average } = manifest.fields[one.term.field];
    const counts = !node.field || node.field === "page";
    return { weight: counts ? weight * (one.less ?? 1) : 1, average, beside: !isOwn(one) };
  }
}

/**
 * The scores of documents for a plain word, each as if it were one passage.
 * @param {Store} store
 * @param {Found[]} row
 * @param {number} times
 * @returns {Scores}
 */
function around(store, row, times) {
  const { around: whole, fields, k1, b } = store.manifest;
  const text = ofDocuments("text", true);
  text.lengths = text.numbers.map((document) => LENGTHS[whole.lengths[document]]);
  const held = [
    { postings: text, weight: fields.text.weight, average: whole.average },
    { postings: ofDocuments("title", false), ...fields.title },
  ];
  const having = union(held.map(({ postings }) => postings.numbers)).length;
  const found = bm25f(held, having, times, { counted: whole.lengths.length, k1, b });
  return { ...found, scores: Array.from(found.scores, (score) => whole.weight * score) };

  /**
   * The postings of a field by document, what its passages have added up or alike in each.
   * @param {string} field
   * @param {boolean} added
   */
  function ofDocuments(field, added) {
    /** @type {Map<number, [number, number]>} */
    const found = new Map();
    const own = row.filter(({ term, less }) => term.field === field && !less);
    const { numbers, frequencies, lengths } = together(own.map(({ postings }) => postings));
    for (let n = 0; n < numbers.length; n++) {
      const document = store.documentOf(numbers[n]);
      const before = added ? (found.get(document)?.[0] ?? 0) : 0;
      found.set(document, [before + frequencies[n], lengths[n]]);
    }
    return listed(found);
  }
}

/**
 * A plain word in other forms, such as without accents, which count less.
 * @param {Store} store
 * @param {string} word
 * @returns {Promise<Found[]>}
 */
async function formsOf(store, word) {
  const plain = fold(word);
  const others = plain === word ? [] : ["text", "heading"];
  return (await each([["folded"], others], (fields) => less(store, fields, plain))).flat();
}

/**
 * A word in fields in which it counts less than it would.
 * @param {Store} store
 * @param {string[]} fields
 * @param {string} word
 * @returns {Promise<Found[]>}
 */
async function less(store, fields, word) {
  const { weight } = store.manifest.fields.folded;
  const terms = (await each(fields, (field) => store.having(field, word))).flat();
  return each(terms, async (term) => {
    const postings = await store.postings(term);
    return { term, postings, ...(term.field !== "folded" && { less: weight }) };
  });
}

/**
 * The terms of a node: a name as one term, where it asks for one that is there.
 * @param {Store} store
 * @param {Words} node
 * @param {string[]} fields
 */
async function asAName(store, { terms, field, quoted, slop }, fields) {
  if (field !== "topic" && !(quoted && slop === 1)) return terms;
  const name = wholeName(terms);
  const ofNames = fields.filter((one) => NAME_FIELDS.has(one));
  return present(await each(ofNames, (one) => store.term(one, name))).length ? [name] : terms;
}

/**
 * A term of a field and the passages that hold it; `less` is how much less it counts there.
 * @typedef {{term: Term, postings: Postings, less?: number}} Found
 */

/**
 * A term of a field; null where no passage has it there.
 * @param {Store} store
 * @param {string} field
 * @param {string} text
 * @returns {Promise<Found | null>}
 */
async function held(store, field, text) {
  const term = await store.term(field, text);
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
 * @param {(Found | null)[][]} columns the terms of a phrase in one field and language
 * @param {number} slop
 * @returns {Promise<Found[][]>}
 */
async function inPhrase(store, columns, slop) {
  const kept = await each(columns, async (row) => {
    const column = present(row);
    if (column.length < row.length) return [];
    const numbers = await phrase(store, column, slop);
    return column.map(({ term, postings }) => ({ term, postings: among(postings, numbers) }));
  });
  return columns[0].map((_, n) => kept.flatMap((column) => column.slice(n, n + 1)));
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
 * The scores of the words that a node stands for, counted as if they were one word.
 *
 * They are looked for in the text as it is written and in names. A word that is being typed
 * is looked for in headings too, where its forms count alike, and in other forms.
 * @param {Store} store
 * @param {Shape} node
 * @returns {Promise<Scores>}
 */
async function expanded(store, node) {
  const { manifest } = store;
  const isTyped = node.node === "Typed" && !node.field;
  const written = [...(WRITTEN.get("") ?? []), ...(isTyped ? ["folded"] : [])];
  const fields = node.field ? (TOGETHER.get(node.field) ?? [node.field]) : written;
  const rows = await each(fields, async (field) => {
    const spelled = field === "text" ? "words" : field;
    const terms = await standingFor(store, node, spelled);
    const row = [await heldOf(spelled, terms)];
    if (field !== "words" || !isTyped) return row;
    const stems = Array.from(new Set(terms.map(({ text }) => stem(text))));
    for (const other of ["heard", "heading"]) {
      const found = await each(stems, (text) => store.term(other, text));
      row.push(await heldOf(other, present(found)));
    }
    return row;
  });
  const held = rows.flat();
  const numbers = union(held.map(({ postings }) => postings.numbers));
  return bm25f(held, numbers.length, 1, manifest);

  /** @param {string} field @param {Term[]} terms */
  async function heldOf(field, terms) {
    const postings = together(await each(terms, (term) => store.postings(term)));
    const { weight, average } = manifest.fields[field];
    const counts = field !== "words" && (!node.field || node.field === "page");
    return { postings, weight: counts ? weight : 1, average };
  }
}

/**
 * The words of a field that a node stands for, the most frequent.
 * @param {Store} store
 * @param {Shape} node
 * @param {string} field
 */
async function standingFor(store, node, field) {
  return (await store.terms(field, beginning(node)))
    .filter(({ text }) => matches(node, bare(text)))
    .filter(({ text }) => node.node !== "Typed" || !isFound(text, node.text))
    .sort((one, two) => two.frequency - one.frequency || compare(one.text, two.text))
    .slice(0, store.manifest.most);

  /**
   * Whether a search for a typed word finds a term of the field anyhow.
   * @param {string} text
   * @param {string} typed
   */
  function isFound(text, typed) {
    const same = spoken(typed, text.split("@")[1] ?? "");
    if (field === "words") return stem(text) === stem(same);
    return text === (store.manifest.fields[field].stemmed ? stem(same) : same);
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
