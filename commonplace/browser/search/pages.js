// Pages that the words of a query name, beside the passages that have them: the twin of
// commonplace/index/pages.py.

import { tokens } from "./analysis.js";
import { hitsOf } from "./evaluate.js";
import { ranked } from "./ranking.js";
import { stem } from "./stem.js";
import { ofPages } from "./tree.js";

/** @typedef {import("./store.js").Document} Document */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./tree.js").Node} Node */

/**
 * The documents whose title and description have every word of a query, best first.
 * @param {Store} store
 * @param {Node} tree
 * @param {number} limit
 * @returns {Promise<Document[]>}
 */
export async function documentsFor(store, tree, limit) {
  const asked = ofPages(tree);
  if (!asked) return [];
  const found = ranked(await hitsOf(store, asked))
    .filter(({ number }) => store.isFirst(number))
    .slice(0, limit);
  const documents = found.length ? await store.documents() : [];
  return found.map(({ number }) => documents[store.documentOf(number)]);
}

/**
 * The topics or persons of which one name has every word of a query, in any form or as the start of one.
 *
 * Names that have little else come first, then the pages in order. A query that is
 * more than words finds none.
 * @template {{title: string, aliases?: string[]}} Page
 * @param {Page[]} pages
 * @param {Node | null} tree
 * @param {number} limit
 * @returns {Page[]}
 */
export function titled(pages, tree, limit) {
  const words = tree && wordsOf(tree);
  if (!words?.length) return [];
  return pages
    .flatMap((page) => {
      const names = [page.title, ...(page.aliases ?? [])].map(tokens);
      const fitting = names.filter((name) =>
        words.every((word) => name.some((token) => isLike(token, word))),
      );
      return fitting.length ? { page, length: Math.min(...fitting.map((name) => name.length)) } : [];
    })
    .sort((one, two) => one.length - two.length)
    .slice(0, limit)
    .map(({ page }) => page);
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
