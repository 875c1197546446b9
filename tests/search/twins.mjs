/**
 * Answers calls of the browser's functions, for tests/export/test_twins.py.
 *
 * Reads lines such as [{"call": "tokens", "arguments": ["Two words"]}, …] and writes one
 * line with the results for each, until there is nothing more to read.
 */

import { createInterface } from "node:readline";
import { runInThisContext } from "node:vm";

const assets = "../../commonplace/browser/";
const search = new URL(`${assets}search/`, import.meta.url);
const { apart, fold, located, snippet, spoken, timeAt, tokens } = await import(
  new URL("analysis.js", search).href
);
const language = await import(new URL("language.js", search).href);
const matching = await import(new URL("matching.js", search).href);
const { parse } = await import(new URL("parse.js", search).href);
const ranking = await import(new URL("ranking.js", search).href);
const tree = await import(new URL("tree.js", search).href);
const { stem } = await import(new URL("stem.js", search).href);

/**
 * All that becomes of a query. Names for one thing come as groups, each name as its terms.
 * Places are counted in code points, as Python does.
 *
 * @param {string} typed
 * @param {{aliases: string[][][], explained?: string[][][]}} groups
 * @param {boolean} typing
 */
function read(typed, groups, typing) {
  const { error, text, spelled, ...parsed } = parse(typed, typing);
  const signs = Array.from(text);
  const places = [...signs.flatMap((sign, n) => Array(sign.length).fill(n)), signs.length];
  const asked = parsed.tree && tree.withoutStopWords(parsed.tree);
  const wide = parsed.tree && tree.withAliases(parsed.tree, tree.otherNames(groups));
  const widened = wide && tree.withoutStopWords(wide);
  return {
    tree: parsed.tree,
    error,
    text,
    spelled: spelled.map(({ start, end, term, field }) => [places[start], places[end], term, field]),
    asked,
    plain: asked && tree.plainWords(asked),
    relaxed: asked && tree.relaxed(asked),
    widened,
    relaxedWidened: widened && tree.relaxed(widened),
  };
}

/**
 * The piece of a text for a query, and what of the text answers it.
 *
 * @param {string} typed
 * @param {string} text
 */
function marked(typed, text) {
  const mark = matching.marker(parse(typed, true).tree);
  return [pair(snippet(text, mark)), mark(located(text).map(({ token }) => token))];
}

/**
 * @param {string} text
 * @param {string[]} wanted stems
 */
function snippetOf(text, wanted) {
  const stems = new Set(wanted);
  const part = (token) => (stems.has(stem(token)) ? stem(token) : null);
  return pair(snippet(text, (several) => several.map(part)));
}

/** @param {{piece: string, word: number}} found */
function pair({ piece, word }) {
  return [piece, word];
}

/** Places of a text in code points. */
function places(text, ...units) {
  return units.map((unit) => Array.from(text.slice(0, unit)).length);
}

/** What language.js says. Sets and maps come as lists. */
function known() {
  const lists = Object.entries(language).map(([name, value]) => {
    return [name, value instanceof Set || value instanceof Map ? [...value] : value];
  });
  return Object.fromEntries(lists);
}

/** @type {Record<string, (...given: any[]) => unknown>} */
const calls = {
  apart,
  distance: matching.distance,
  fold,
  known,
  keptLength: ranking.keptLength,
  learned: (script) => void runInThisContext(script),
  literal: matching.literal,
  located: (text) => located(text).map(({ start, end, token }) => [...places(text, start, end), token]),
  marked,
  matches: matching.matches,
  newer: (text) => text.match(/\P{Assigned}/gu) ?? [],
  read,
  snippet: snippetOf,
  spoken,
  stem,
  timeAt,
  tokens,
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const asked = JSON.parse(line).map(({ call, arguments: given }) => calls[call](...given));
  process.stdout.write(`${JSON.stringify(asked)}\n`);
}
