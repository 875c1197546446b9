// Where in a text the words stand that a query asks for.

import { located } from "./analysis.js";
import { marker } from "./matching.js";
import { parse } from "./parse.js";
import { otherNames, relaxed, withAliases, withoutStopWords } from "./tree.js";

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
  const names = otherNames(manifest);
  const asked = tree && withoutStopWords(withAliases(tree, names));
  const languages = ["", ...manifest.languages];
  const mark = marker(asked, languages);
  const found = texts.map((text) => rangesIn(text, mark));
  const looser = asked && relaxed(asked);
  if (!looser || found.some((ranges) => ranges.length)) return found;
  const some = marker(looser, languages);
  return texts.map((text) => rangesIn(text, some));
}

/**
 * Where the tokens stand that a marker knows. Those with nothing but a space between
 * them, or not even that, are one piece.
 * @param {string} text
 * @param {import("./analysis.js").Mark} mark
 * @returns {Ranges}
 */
export function rangesIn(text, mark) {
  /** @type {Ranges} */
  const found = [];
  const places = located(text);
  mark(places.map(({ token }) => token)).forEach((part, n) => {
    if (part === null) return;
    const { start, end } = places[n];
    const before = found.at(-1);
    if (before && ["", " "].includes(text.slice(before[1], start))) before[1] = end;
    else found.push([start, end]);
  });
  return found;
}
