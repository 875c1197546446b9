// Pages whose title has the words that were typed, beside the passages that have them.

import { tokens } from "./analysis.js";
import { stem } from "./stem.js";

/** @typedef {import("./store.js").Document} Document */
/** @typedef {import("./tree.js").Node} Node */

/**
 * The documents whose title has every word of a query, in any form or as the start of one.
 *
 * Titles that have little else come first, then the documents in their order. A query
 * that is more than words finds none.
 * @param {Document[]} documents
 * @param {Node | null} tree
 * @param {number} limit
 * @returns {Document[]}
 */
export function titled(documents, tree, limit) {
  const words = tree && wordsOf(tree);
  if (!words?.length) return [];
  return documents
    .map((document) => ({ document, title: tokens(document.title) }))
    .filter(({ title }) => words.every((word) => title.some((token) => isLike(token, word))))
    .sort((one, two) => one.title.length - two.title.length)
    .slice(0, limit)
    .map(({ document }) => document);
}

/**
 * @param {Node} node
 * @returns {string[] | null} null where it is more than words
 */
function wordsOf(node) {
  if (node.node === "Words" && !node.field) return node.terms;
  if ((node.node === "Typed" || node.node === "Prefix") && !node.field) return [node.text];
  if (node.node !== "All") return null;
  const parts = node.parts.map(wordsOf);
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

/**
 * @param {string} token of a title
 * @param {string} word as it was typed
 */
function isLike(token, word) {
  return token.startsWith(word) || stem(token) === stem(word);
}
