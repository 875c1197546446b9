// Where in a text the words stand that a query asks for.

import { TOKEN, tokens } from "./analysis.js";
import { marker } from "./matching.js";
import { parse } from "./parse.js";
import { otherNames, withAliases, withoutStopWords } from "./tree.js";

/** @typedef {import("./store.js").Store} Store */

/**
 * Pieces of a text: where each begins, and where what follows it does.
 * @typedef {[number, number][]} Ranges
 */

/**
 * Where in some texts the words of a query stand.
 * @param {Store} store whose other names for things count, too
 * @param {string} query
 * @param {string[]} texts
 * @returns {Ranges[]} for each text
 */
export function marks({ manifest }, query, texts) {
  const { tree } = parse(query);
  const names = otherNames(manifest.aliases ?? []);
  const mark = marker(tree && withoutStopWords(withAliases(tree, names)));
  return texts.map((text) => rangesIn(text, mark));
}

/**
 * Where the tokens stand that a marker knows. Those with nothing but a space between
 * them are one piece.
 * @param {string} text
 * @param {(token: string) => string | null} mark
 * @returns {Ranges}
 */
export function rangesIn(text, mark) {
  /** @type {Ranges} */
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    if (!tokens(match[0]).some((token) => mark(token) !== null)) continue;
    const end = match.index + match[0].length;
    const before = found.at(-1);
    if (before && text.slice(before[1], match.index) === " ") before[1] = end;
    else found.push([match.index, end]);
  }
  return found;
}
