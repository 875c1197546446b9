/**
 * What of a page can be quoted: its document, and a passage of it or a selection.
 */

import { firstOf } from "../elements.js";
import { speakerOf } from "../reading/turns.js";
import { bare, wordsOf } from "../words.js";

const PASSAGE = ".cp-turn, .cp-passage";

/**
 * The document of a page. `date` is in ISO 8601, as precise as it is known; `address` is that
 * of the page, without query and fragment.
 * @typedef {object} Source
 * @property {string} title
 * @property {string[]} authors
 * @property {string} date
 * @property {string} site
 * @property {string} address
 * @property {string[]} topics
 * @property {boolean} spoken
 */

/**
 * Words of a document. `link` leads to them, `time` is when they are said ("12:30") and
 * `speaker` who says them; both are empty where that is unknown.
 * @typedef {object} Quotation
 * @property {Source} source
 * @property {string} anchor
 * @property {string} link
 * @property {string} speaker
 * @property {string} time
 * @property {string} words
 */

/**
 * What the page says of its document in its head.
 * @param {Document} page
 * @returns {Source}
 */
export function sourceOf(page) {
  /** @param {string} name */
  const said = (name) =>
    [...page.querySelectorAll(`meta[name="${name}"], meta[property="${name}"]`)].flatMap(
      (one) => one.getAttribute("content") || [],
    );
  const canonical = firstOf(page, 'link[rel="canonical"]', HTMLLinkElement)?.href;
  return {
    title: said("citation_title")[0] ?? page.title,
    authors: said("citation_author"),
    date: (said("citation_publication_date")[0] ?? "").replaceAll("/", "-"),
    site: said("og:site_name")[0] ?? "",
    address: bare(canonical || page.location.href),
    topics: [...page.querySelectorAll(".cp-head .cp-topics li")].map((one) => text(one)),
    spoken: page.querySelector(".cp-turn") !== null,
  };
}

/**
 * The passage that an element belongs to.
 * @param {Node | null} node
 * @returns {HTMLElement | null}
 */
export function passageAt(node) {
  const element = node instanceof Element ? node : node?.parentElement;
  const found = element?.closest(PASSAGE);
  return found instanceof HTMLElement && found.id ? found : null;
}

/**
 * A passage as a quotation: all its words, or those of it that are selected.
 * @param {HTMLElement} passage
 * @param {Source} source
 * @param {Range | null} [selected]
 * @returns {Quotation}
 */
export function quotation(passage, source, selected = null) {
  const anchor = passage.id;
  return {
    source,
    anchor,
    link: `${source.address}#${anchor}`,
    speaker: speakerOf(passage),
    time: text(passage.querySelector(".cp-time")),
    words: (selected && wordsOf(selected.cloneContents())) || wordsOf(passage),
  };
}

/**
 * What is selected, where it begins and ends within one passage.
 * @param {Selection | null} selection
 * @returns {{passage: HTMLElement, range: Range} | null}
 */
export function selectedIn(selection) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const passage = passageAt(range.startContainer);
  if (!passage || !wordsOf(range.cloneContents())) return null;
  // A triple click ends a selection at the very beginning of the next passage.
  const end = passageAt(range.endContainer);
  const within = end === passage || (range.endOffset === 0 && end !== null);
  return within ? { passage, range } : null;
}

/** @param {Element | null} element */
function text(element) {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}
