// The query in words that the corpus knows: the twin of commonplace/index/suggestions.py.

import { compare } from "./codec.js";
import { MOST_EDITS, SHORTEST_CORRECTED, WRITTEN } from "./language.js";
import { distance } from "./matching.js";
import { stem } from "./stem.js";

/** @typedef {import("./parse.js").Parsed} Parsed */
/** @typedef {import("./parse.js").Spelled} Spelled */
/** @typedef {import("./store.js").Store} Store */

/**
 * The query with those words that the corpus does not have replaced by ones it has.
 *
 * Of the words at most two edits away that begin alike, the nearest one counts, and
 * among those the most frequent. Null where no word was replaced.
 * @param {Store} store
 * @param {Parsed} parsed
 * @param {boolean} typing
 * @returns {Promise<string | null>}
 */
export async function suggested(store, { text, spelled }, typing) {
  const better = await Promise.all(
    spelled.map((word) => corrected(store, word, typing && word.end === text.length)),
  );
  let result = text;
  for (let n = spelled.length - 1; n >= 0; n--) {
    const { start, end } = spelled[n];
    result = result.slice(0, start) + (better[n] ?? text.slice(start, end)) + result.slice(end);
  }
  return result === text ? null : result;
}

/**
 * The nearest word that the corpus has; null where it has the word, or none is near.
 * @param {Store} store
 * @param {Spelled} word
 * @param {boolean} openEnd
 * @returns {Promise<string | null>}
 */
async function corrected(store, { term, field }, openEnd) {
  const written = WRITTEN.get(field ?? "");
  const { length } = Array.from(term);
  if (length < SHORTEST_CORRECTED || !written) return null;
  const { searched, fields } = store.manifest;
  const stemmed = field ? [] : searched.filter((name) => fields[name].stemmed);
  const same = await Promise.all([
    ...written.map((name) => store.term(name, term)),
    ...stemmed.map((name) => store.term(name, stem(term))),
  ]);
  if (same.some((found) => found)) return null;
  if (openEnd && (await anyBegins(store, written, term))) return null;
  for (const name of written) {
    const [nearest] = (await store.terms(name, Array.from(term)[0]))
      .filter(({ text }) => Math.abs(Array.from(text).length - length) <= MOST_EDITS)
      .map(({ text, frequency }) => ({ text, frequency, edits: distance(term, text) }))
      .filter(({ edits }) => edits <= MOST_EDITS)
      .sort((a, b) => a.edits - b.edits || b.frequency - a.frequency || compare(a.text, b.text));
    if (nearest) return nearest.text;
  }
  return null;
}

/**
 * @param {Store} store
 * @param {string[]} names of fields
 * @param {string} start
 */
async function anyBegins(store, names, start) {
  const found = await Promise.all(names.map((name) => store.terms(name, start)));
  return found.some((terms) => terms.length > 0);
}
