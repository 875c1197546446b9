// Answers queries from the exported index, as `commonplace.index.search` does from Whoosh.

import { TOKEN, snippet, tokens } from "./analysis.js";
import { compare } from "./codec.js";
import { evaluate } from "./evaluate.js";
import { distance, parse, relaxed, withoutStopWords } from "./query.js";
import { ranked } from "./ranking.js";
import { stem } from "./stem.js";

/** @typedef {import("./store.js").Store} Store */

/**
 * A passage that answers a query; `start` is in seconds.
 * @typedef {object} Hit
 * @property {string} address
 * @property {string} title
 * @property {string} heading
 * @property {string | null} speaker
 * @property {number | null} start
 * @property {string | null} time
 * @property {string | null} date
 * @property {string} kind
 * @property {number} score
 * @property {string} snippet
 */

/**
 * The best hits, best first; the first `complete` of `total` have all of the words.
 * `suggestion` is the query in words that the corpus knows, `error` what was wrong
 * with its syntax.
 * @typedef {object} Answer
 * @property {string} query
 * @property {number} total
 * @property {number} complete
 * @property {boolean} relaxed
 * @property {string | null} suggestion
 * @property {string | null} error
 * @property {Hit[]} hits
 */

/**
 * The best passages for a query: those with all of the words, then those with some.
 * Rejects where a file of the index could not be had; asking again tries again.
 * @param {Store} store
 * @param {string} words
 * @param {{limit?: number}} [options]
 * @returns {Promise<Answer>}
 */
export async function search(store, words, { limit = 10 } = {}) {
  const parsed = parse(words);
  const tree = parsed.tree ? withoutStopWords(parsed.tree) : null;
  const whole = tree ? ranked(await evaluate(store, tree)) : [];
  const looser = tree && whole.length < store.manifest.page ? relaxed(tree) : null;
  const numbers = new Set(whole.map(({ number }) => number));
  const some = looser ? ranked(await evaluate(store, looser)) : [];
  const partial = some.filter(({ number }) => !numbers.has(number));
  const found = [...whole, ...partial];
  const wanted = tokens(words).map(stem);
  const [suggestion, hits] = await Promise.all([
    whole.length ? null : suggested(store, words),
    Promise.all(found.slice(0, limit).map((one) => hit(store, one, wanted))),
  ]);
  return {
    query: words,
    total: found.length,
    complete: whole.length,
    relaxed: partial.length > 0,
    suggestion,
    error: parsed.error ?? null,
    hits,
  };
}

/**
 * @param {Store} store
 * @param {{number: number, score: number}} one
 * @param {string[]} wanted stems
 * @returns {Promise<Hit>}
 */
async function hit(store, { number, score }, wanted) {
  const { text, speaker, start, date, ...passage } = await store.passage(number);
  return {
    ...passage,
    speaker: speaker || null,
    start,
    time: start === null ? null : clock(start),
    date: date || null,
    score,
    snippet: snippet(text, wanted, stem),
  };
}

/**
 * Seconds as a clock shows them.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  return [whole / 3600, (whole % 3600) / 60, whole % 60]
    .map((part) => String(Math.floor(part)).padStart(2, "0"))
    .join(":");
}

/**
 * The words with those that the corpus does not have replaced by ones it has.
 *
 * Of the words at most two edits away that begin alike, the nearest one counts, and
 * among those the most frequent.
 * @param {Store} store
 * @param {string} words
 * @returns {Promise<string | null>}
 */
async function suggested(store, words) {
  const found = words.match(TOKEN) ?? [];
  const better = await Promise.all(found.map((word) => corrected(store, tokens(word)[0])));
  if (better.every((word) => word === null)) return null;
  // A function, because a `$` in a text that replaces has a meaning.
  return found.reduce((text, word, n) => text.replace(word, () => better[n] ?? word), words);
}

/**
 * @param {Store} store
 * @param {string} word
 * @returns {Promise<string | null>}
 */
async function corrected(store, word) {
  const letters = Array.from(word);
  if (letters.length < 4 || (await store.term("words", word))) return null;
  const near = (await store.terms("words", letters[0]))
    .filter(({ text }) => Math.abs(Array.from(text).length - letters.length) <= 2)
    .map(({ text, frequency }) => ({ text, frequency, edits: distance(word, text) }))
    .filter(({ edits }) => edits <= 2)
    .sort((a, b) => a.edits - b.edits || b.frequency - a.frequency || compare(a.text, b.text));
  return near.length ? near[0].text : null;
}
