// Words that the corpus does not have: what was meant, and who is near. The twin of
// commonplace/index/suggestions.py.

import { bare, fold, tokens } from "./analysis.js";
import { compare } from "./codec.js";
import { hitsOf } from "./evaluate.js";
import {
  LONGEST_SHORT,
  MOST_EDITS,
  NAME_FIELDS,
  SHORTEST_CORRECTED,
  STOP_WORDS,
  TOGETHER,
  WRITTEN,
} from "./language.js";
import { distance } from "./matching.js";
import { isQuoted } from "./parse.js";
import { stem } from "./stem.js";
import { stopsOf, wholeName } from "./tree.js";

/** @typedef {import("./parse.js").Parsed} Parsed */
/** @typedef {import("./parse.js").Spelled} Spelled */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./tree.js").Node} Node */

const NEAREST = 3; // names that are offered for one that nobody has

/**
 * A word that no passage has, and the nearest that some have; `edits` are between them. It is
 * `sure` to be meant where no other is as near and the word itself is no English.
 * @typedef {object} Unknown
 * @property {Spelled} word
 * @property {string | null} best
 * @property {number} edits
 * @property {boolean} sure
 * @property {boolean} general
 */

/**
 * A name that nobody and nothing has in a field, and the names nearest to it.
 * @typedef {{field: string, asked: string, nearest: string[]}} Nobody
 */

/**
 * The words of a query that the corpus does not have, in their order.
 * @param {Store} store
 * @param {Parsed} parsed
 * @param {boolean} typing
 * @returns {Promise<Unknown[]>}
 */
export async function unknown(store, parsed, typing) {
  const { text, spelled } = parsed;
  const stops = stopsOf(store, parsed);
  const { aliases, explained } = store.manifest;
  const other = new Set([...aliases, ...explained].flat(2).map(stem));
  const judged = await Promise.all(
    spelled.map(async (word) => {
      if (stops.has(word.term) || other.has(stem(word.term))) return null;
      if (spelled.filter(({ start }) => start === word.start).length > 1) return null;
      if (await isKnown(store, word, typing && word.end === text.length)) return null;
      return judge(store, word, isQuoted(text, word.start));
    }),
  );
  return judged.filter((one) => one !== null);
}

/**
 * A query with the nearest words in place of unknown ones; null where that is the same.
 * @param {string} text
 * @param {Unknown[]} words
 * @returns {string | null}
 */
export function replaced(text, words) {
  let result = text;
  for (const { word, best } of Array.from(words).reverse()) {
    if (best) result = result.slice(0, word.start) + best + result.slice(word.end);
  }
  return result === text ? null : result;
}

/**
 * The names of a query that nobody and nothing has, with those nearest to them.
 * @param {Store} store
 * @param {Node} tree
 * @returns {Promise<Nobody[]>}
 */
export async function nobody(store, tree) {
  const found = await Promise.all(
    named(tree).map(async (node) => {
      const { numbers } = await hitsOf(store, node);
      if (numbers.length || !node.field) return [];
      const terms = node.node === "Words" ? node.terms : [node.text];
      const names = await nearest(store, node.field, terms);
      return [{ field: node.field, asked: terms.join(" "), nearest: names }];
    }),
  );
  const all = found.flat();
  if (!all.some((one) => one.nearest.length)) return all;
  const entries = await store.entries();
  const shown = new Map(entries.map(({ title }) => [wholeName(tokens(title)), title]));
  return all.map((one) => {
    return { ...one, nearest: one.nearest.map((name) => shown.get(name) ?? name.slice(1)) };
  });
}

/**
 * Whether the corpus has a word, in any form, or a longer one where it is being typed.
 * @param {Store} store
 * @param {Spelled} word
 * @param {boolean} openEnd
 * @returns {Promise<boolean>}
 */
async function isKnown(store, { term, field }, openEnd) {
  const written = WRITTEN.get(field ?? "");
  if (!written) return true;
  const { fields } = store.manifest;
  const every = store.fields.filter((name) => fields[name].stemmed);
  const stemmed = field ? every.filter((name) => name === field) : every;
  const same = await Promise.all([
    ...[...written, ...stemmed].map((name) => store.having(name, term)),
    ...["folded", "text"].map((name) => store.having(name, fold(term))),
  ]);
  if (same.some((found) => found.length)) return true;
  if (!openEnd) return false;
  const begun = await Promise.all(written.map((name) => store.terms(name, term)));
  return begun.some((terms) => terms.length > 0);
}

/**
 * An unknown word with the nearest known one, the most frequent of equals. They begin alike,
 * and are one edit apart, or two where the word is long. One that is quoted is meant as it
 * stands.
 * @param {Store} store
 * @param {Spelled} word
 * @param {boolean} quoted
 * @returns {Promise<Unknown>}
 */
async function judge(store, word, quoted) {
  const { term, field } = word;
  const [first, ...rest] = term;
  const length = rest.length + 1;
  const none = { word, best: null, edits: 0, sure: false, general: false };
  if (length < SHORTEST_CORRECTED) return none;
  const most = length > LONGEST_SHORT ? MOST_EDITS : 1;
  const fields = WRITTEN.get(field ?? "") ?? [];
  const terms = await Promise.all(fields.map((name) => store.terms(name, first)));
  const near = terms
    .flat()
    .map(({ text, frequency }) => ({ text: bare(text), frequency }))
    .filter(({ text }) => Math.abs(Array.from(text).length - length) <= most)
    .filter(({ text }) => !STOP_WORDS.has(text))
    .map(({ text, frequency }) => ({ text, frequency, edits: distance(term, text) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits || b.frequency - a.frequency || compare(a.text, b.text));
  if (!near.length) return none;
  const [{ text: best, edits }] = near;
  const meant = new Set(near.filter((one) => one.edits === 1).map(({ text }) => stem(text)));
  const general = edits === 1 && (await store.isGeneral(term));
  return { word, best, edits, sure: meant.size === 1 && !quoted && !general, general };
}

/**
 * What a query asks of fields of names, and does not exclude.
 * @param {Node} node
 * @returns {(import("./tree.js").Words | (import("./tree.js").Shape & {node: "Typed"}))[]}
 */
function named(node) {
  if (node.node === "All" || node.node === "Any") return node.parts.flatMap(named);
  if (node.node !== "Words" && node.node !== "Typed") return [];
  return node.field === "by" || NAME_FIELDS.has(node.field ?? "") ? [node] : [];
}

/**
 * The whole names of a field that are nearest to some words, as terms.
 * @param {Store} store
 * @param {string} field
 * @param {string[]} terms
 * @returns {Promise<string[]>}
 */
async function nearest(store, field, terms) {
  const fields = TOGETHER.get(field) ?? [field];
  const all = await Promise.all(fields.map((one) => store.terms(one, wholeName([]))));
  return Array.from(new Set(all.flat().map(({ text }) => text)))
    .map((name) => ({ name, apart: apart(terms, name.slice(1).split(" ")) }))
    .filter((one) => one.apart <= 0.5)
    .sort((a, b) => a.apart - b.apart || compare(a.name, b.name))
    .slice(0, NEAREST)
    .map(({ name }) => name);
}

/**
 * How far words are from a name: for each the part of it that is wrong, on average.
 * @param {string[]} terms
 * @param {string[]} name
 */
function apart(terms, name) {
  const parts = terms.map((term) =>
    Math.min(
      ...name.map((word) => {
        const longest = Math.max(Array.from(term).length, Array.from(word).length);
        return distance(term, word) / longest;
      }),
    ),
  );
  return parts.reduce((sum, part) => sum + part, 0) / terms.length;
}
