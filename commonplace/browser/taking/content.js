/**
 * The content of a document's page: its headings and passages, from top to bottom.
 */

import { sourceOf } from "../keeping/quotable.js";
import { secondIn, speakerOf } from "../reading/turns.js";

/** @typedef {import("../keeping/quotable.js").Source} Source */

/**
 * A passage with the heading above it. `start` is the second at which it begins, null where
 * that is unknown; `speaker` is empty where nobody is named, and `note` where it is no footnote.
 * @typedef {object} Passage
 * @property {string} anchor
 * @property {string} heading
 * @property {number} level of a heading that stands right above it; 0 where none does
 * @property {string} speaker
 * @property {boolean} continued whether its speaker has been speaking already
 * @property {number | null} start
 * @property {string} note
 * @property {Element} words
 */

/** @typedef {{source: Source, language: string, passages: Passage[]}} Content */

const PIECES =
  ".md-content__inner > :is(h2, h3, h4, h5, h6), .md-content__inner > .cp-turn, .md-content__inner > .cp-passage, .cp-note";

/**
 * @param {Document} page
 * @returns {Content}
 */
export function contentOf(page) {
  /** @type {Passage[]} */
  const passages = [];
  let [heading, level] = ["", 0];
  for (const piece of page.querySelectorAll(PIECES)) {
    if (/^H\d$/.test(piece.tagName)) {
      heading = piece.firstChild?.textContent?.trim() ?? "";
      level = Number(piece.tagName[1]);
      // The program's own headings, such as “Sources”, are no part of the document.
      if (piece.id.startsWith("_")) [heading, level] = ["", 0];
      continue;
    }
    const note = piece.matches(".cp-note");
    const passage = (note && piece.querySelector(".cp-passage")) || piece;
    passages.push({
      anchor: passage.id,
      heading,
      level,
      speaker: speakerOf(passage),
      continued: !passage.querySelector(".cp-gutter .cp-speaker"),
      start: secondIn(passage.id),
      note: note ? (piece.querySelector(".cp-mark")?.textContent ?? "").trim() : "",
      words: passage.querySelector(".cp-said") ?? passage,
    });
    level = 0;
  }
  return { source: sourceOf(page), language: page.documentElement.lang, passages };
}
