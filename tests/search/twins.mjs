/**
 * Answers calls of the browser's functions, for tests/test_twins.py.
 *
 * Reads lines such as {"call": "tokens", "arguments": ["Two words"]} and writes one
 * line with the result for each.
 */

import { readFileSync } from "node:fs";

const assets = "../../commonplace/theme/overrides/assets/commonplace/";
const search = new URL(`${assets}search/`, import.meta.url);
const { snippet, tokens } = await import(new URL("analysis.js", search).href);
const query = await import(new URL("query.js", search).href);
const { stem } = await import(new URL("stem.js", search).href);

/**
 * All that becomes of a query. Names and their other names come as a list of pairs.
 *
 * @param {string} text
 * @param {[string[], string[][]][]} names
 */
function read(text, names) {
  const { tree, error } = query.parse(text);
  const aliases = new Map(names.map(([terms, others]) => [terms.join(" "), others]));
  const asked = tree && query.withoutStopWords(tree);
  const relaxed = asked && query.relaxed(asked);
  const widened = asked && query.withAliases(asked, aliases);
  return { tree, error, asked, relaxed, widened };
}

/** @type {Record<string, (...given: any[]) => unknown>} */
const calls = {
  distance: query.distance,
  literal: query.literal,
  matches: query.matches,
  newer: (text) => text.match(/\P{Assigned}/gu) ?? [],
  read,
  snippet: (text, wanted) => snippet(text, wanted, stem),
  stem,
  stopWords: () => [...query.STOP_WORDS],
  tokens,
};

const answers = readFileSync(0, "utf8")
  .split("\n")
  .filter((line) => line)
  .map((line) => JSON.parse(line))
  .map((asked) => JSON.stringify(calls[asked.call](...asked.arguments)));
process.stdout.write(answers.map((answer) => `${answer}\n`).join(""));
