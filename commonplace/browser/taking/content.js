/**
 * The content of a document's page: its headings and passages, from top to bottom.
 */

import { sourceOf } from "../keeping/quotable.js";
import { secondIn, speakerOf } from "../reading/turns.js";

/** @typedef {import("../keeping/quotable.js").Source} Source */
/** @typedef {{start: number | null, words: Element}} Part */

/**
 * A passage with the heading above it. `start` is the second at which it begins, null where
 * that is unknown; `speaker` is empty where nobody is named, and `note` where it is no footnote.
 * @typedef {object} Passage
 * @property {string} anchor
 * @property {string} heading
 * @property {string} speaker
 * @property {boolean} continued whether its speaker has been speaking already
 * @property {number | null} start
 * @property {string} note
 * @property {Element} words
 * @property {Part[]} parts what is said from each known time on; one, unless there are times inside
 */

/** @typedef {{level: number, heading: string}} Heading */

/**
 * @typedef {object} Content
 * @property {Source} source
 * @property {string} language
 * @property {{title: string, url: string}[]} sources what it names as such in its fields
 * @property {(Heading | Passage)[]} pieces
 */

const INSIDE = ".md-content__inner >";
const PIECES = `${INSIDE} :is(h2, h3, h4, h5, h6), ${INSIDE} :is(.cp-turn, .cp-passage), .cp-note`;

/**
 * @param {Document} page
 * @returns {Content}
 */
export function contentOf(page) {
  /** @type {(Heading | Passage)[]} */
  const pieces = [];
  let heading = "";
  for (const piece of page.querySelectorAll(PIECES)) {
    if (/^H\d$/.test(piece.tagName)) {
      // The program's own headings, such as “Read next”, are no part of the document.
      const own = piece.id.startsWith("_");
      heading = own ? "" : (piece.firstChild?.textContent?.trim() ?? "");
      if (!own) pieces.push({ level: Number(piece.tagName[1]), heading });
    } else pieces.push(passageOf(piece, heading));
  }
  const spoken = page.querySelector("h1[lang]")?.getAttribute("lang");
  const language = spoken || page.documentElement.lang;
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (page.querySelectorAll(".cp-sources a"));
  const sources = [...links].map((link) => ({ title: link.textContent ?? "", url: link.href }));
  return { source: sourceOf(page), language, sources, pieces };
}

/**
 * @param {Element} piece a turn, a paragraph or a footnote
 * @param {string} heading
 * @returns {Passage}
 */
function passageOf(piece, heading) {
  const note = piece.matches(".cp-note");
  const passage = (note && piece.querySelector(".cp-passage")) || piece;
  const words = passage.querySelector(".cp-said") ?? passage;
  const start = secondIn(passage.id);
  return {
    anchor: passage.id,
    heading,
    speaker: speakerOf(passage),
    continued: !passage.querySelector(".cp-gutter .cp-speaker"),
    start,
    note: note ? (piece.querySelector(".cp-mark")?.textContent ?? "").trim() : "",
    words,
    parts: partsOf(words, start),
  };
}

/**
 * @param {Element} words
 * @param {number | null} start
 * @returns {Part[]}
 */
function partsOf(words, start) {
  /** @type {Part[]} */
  const parts = [{ start, words: document.createElement("div") }];
  for (const block of words.children) {
    const time = block.querySelector(":scope > .cp-inner");
    if (time) parts.push({ start: secondIn(time.id), words: document.createElement("div") });
    parts[parts.length - 1].words.append(block.cloneNode(true));
  }
  return parts.length > 1 ? parts : [{ start, words }];
}
