/**
 * What is behind a link within the site: the first lines of a passage, of a page, or a footnote.
 */

import { allOf } from "../elements.js";
import { speakerOf } from "../reading/turns.js";
import { bare, wordsOf } from "../words.js";

/** As many characters as a card has room for. */
const MOST = 280;
const PASSAGE = ".cp-turn, .cp-passage";
const HEADING = "h1, h2, h3, h4, h5, h6";

/**
 * The first lines of something, and what it is called.
 * @typedef {{title: string, words: string}} Piece
 */

/** Pages that were asked for, by their address. @type {Map<string, Promise<Document>>} */
const pages = new Map();

/**
 * The piece behind a link; null where there is nothing to show.
 *
 * Pages are loaded at most once. Rejects where a page cannot be loaded, as on a disk.
 *
 * @param {HTMLAnchorElement} link
 * @returns {Promise<Piece | null>}
 */
export async function pieceBehind(link) {
  const address = bare(link.href);
  const own = address === bare(document.location.href);
  const page = own ? document : await loaded(address);
  const anchor = decodeURIComponent(link.hash.slice(1));
  const element = anchor ? page.getElementById(anchor) : null;
  if (anchor && !element) return null;
  const title = wordsOf(page.querySelector("article h1") ?? page.createElement("p"));
  if (!element || element.matches("h1")) return pieceFrom(title, about(page));
  if (element.matches(HEADING)) return pieceFrom(wordsOf(element), wordsOf(behind(element)));
  const from = own ? "" : title;
  const speaker = element.matches(PASSAGE) ? speakerOf(element) : "";
  return pieceFrom([speaker, from].filter(Boolean).join(" · "), wordsOf(element));
}

/**
 * @param {string} address
 * @returns {Promise<Document>}
 */
function loaded(address) {
  const known = pages.get(address);
  if (known) return known;
  const page = fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  });
  pages.set(address, page);
  return page;
}

/**
 * What a page says of itself: its own first words, or else its description.
 * @param {Document} page
 */
function about(page) {
  const [first] = allOf(page, ".cp-standfirst, .cp-definition, .cp-known", Element);
  const meta = page.querySelector('meta[name="description"]')?.getAttribute("content");
  return (first && wordsOf(first)) || meta || "";
}

/**
 * What stands below a heading.
 * @param {Element} heading
 */
function behind(heading) {
  return heading.nextElementSibling ?? heading.ownerDocument.createElement("p");
}

/**
 * @param {string} title
 * @param {string} words
 * @returns {Piece | null}
 */
function pieceFrom(title, words) {
  const line = words.replace(/\s+/g, " ").trim();
  if (!line) return null;
  const cut = line.length > MOST ? `${line.slice(0, MOST).replace(/\s+\S*$/, "")} …` : line;
  return { title, words: cut };
}
