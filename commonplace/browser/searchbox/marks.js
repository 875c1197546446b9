/**
 * Words that were asked for, marked in a text. Where they stand, the engine tells.
 */

import { allOf, made } from "../elements.js";

/** @typedef {import("../search/client.js").Client} Client */
/** @typedef {import("../search/marks.js").Ranges} Ranges */

/** What is in a passage and is not its text. */
const BESIDE = ".cp-gutter, .cp-beside, .cp-anchor, .cp-back, .cp-noteref, .cp-flag, math, button";

/**
 * A text as nodes, what was asked for in `<mark>`.
 *
 * @param {string} text
 * @param {Ranges} [ranges] of the text that were asked for
 * @returns {DocumentFragment}
 */
export function markedText(text, ranges = []) {
  const fragment = document.createDocumentFragment();
  let done = 0;
  for (const [start, end] of ranges) {
    const word = made("mark", { class: "cp-found" }, text.slice(start, end));
    fragment.append(text.slice(done, start), word);
    done = end;
  }
  fragment.append(text.slice(done));
  return fragment;
}

/**
 * Mark the words of a query in a passage where they are.
 *
 * @param {Element} passage
 * @param {string} query
 * @param {Client} client
 * @returns {Promise<HTMLElement[]>} the marks, from top to bottom
 */
export async function markPassage(passage, query, client) {
  const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode);
    if (!text.parentElement?.closest(BESIDE)) texts.push(text);
  }
  const found = await client.marks(
    query,
    texts.map((text) => text.data),
  );
  texts.forEach((text, n) => {
    if (found[n].length) text.replaceWith(markedText(text.data, found[n]));
  });
  return allOf(passage, "mark.cp-found", HTMLElement);
}

/**
 * Take marks away again, so that the text is what it was.
 *
 * @param {HTMLElement[]} marks
 */
export function unmark(marks) {
  for (const mark of marks) {
    const around = mark.parentElement;
    mark.replaceWith(...mark.childNodes);
    around?.normalize();
  }
}
