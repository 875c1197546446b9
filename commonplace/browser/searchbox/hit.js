/**
 * A hit: where it leads, and how the results page shows it.
 */

import { pageUrl } from "../search/client.js";
import { made } from "../elements.js";
import { markedText } from "./marks.js";
import { dateInWords, kindInWords, shortTime } from "./phrases.js";
import { LOCALE, many, t } from "../texts.js";

/** @typedef {import("../search/engine.js").Hit} Hit */

/**
 * What it takes to show hits: the site's root, and the query whose words their pages mark.
 *
 * @typedef {{base: string, query: string}} Showing
 */

/**
 * The address of a hit: the passage, the words to mark there, the second at which they are
 * said, if that is not the passage's own, and whether to play.
 *
 * `…/transcripts/talk/?h=reward+model&at=741&play#t-00-12-07`
 *
 * @param {Hit} hit
 * @param {Showing} showing
 * @param {{play?: boolean}} [how]
 * @returns {string}
 */
export function hitAddress(hit, { base, query }, { play = false } = {}) {
  const url = new URL(pageUrl(base, hit.address));
  url.searchParams.set("h", query);
  const inside = hit.time && !url.hash.startsWith(`#t-${hit.time.replaceAll(":", "-")}`);
  if (inside && hit.start !== null) url.searchParams.set("at", String(Math.floor(hit.start)));
  if (play) url.search += "&play";
  return url.href;
}

/**
 * The hit as an item of the list of results.
 *
 * @param {Hit} hit
 * @param {Showing} showing
 * @returns {HTMLLIElement}
 */
export function hitItem(hit, showing) {
  const address = hitAddress(hit, showing);
  return made(
    "li",
    { class: "cp-hit", "data-address": hit.address, "data-score": hit.score },
    made(
      "h3",
      { class: "cp-hit-title", dir: "auto" },
      made("a", { href: address }, markedText(hit.title, hit.marks?.title)),
    ),
    made(
      "p",
      { class: "cp-hit-facts" },
      ...withDots([
        kindInWords(hit.kind),
        hit.date ? made("time", { datetime: hit.date }, dateInWords(hit.date)) : t`Undated`,
        hit.heading ? markedText(hit.heading, hit.marks?.heading) : null,
        hit.similar ? made("em", {}, t`similar in meaning`) : null,
      ]),
    ),
    passageOf(hit, showing),
  );
}

/**
 * A further hit of a page that is in the list already.
 *
 * @param {Hit} hit
 * @param {Showing} showing
 * @returns {HTMLLIElement}
 */
export function furtherItem(hit, showing) {
  return made(
    "li",
    { class: "cp-hit cp-hit-further", "data-address": hit.address, "data-score": hit.score },
    passageOf(hit, showing),
  );
}

/**
 * `3 more on this page`
 *
 * @param {number} more
 * @returns {string}
 */
export function moreInWords(more) {
  const n = more.toLocaleString(LOCALE);
  return many(more)`${n} more on this page|${n} more on this page`;
}

/**
 * Who spoke and when, and what was said.
 *
 * @param {Hit} hit
 * @param {Showing} showing
 */
function passageOf(hit, showing) {
  const address = hitAddress(hit, showing);
  const time = hit.time ? shortTime(hit.time) : "";
  const from = [
    hit.speaker ? made("span", { class: "cp-hit-speaker" }, hit.speaker) : null,
    time ? made("a", { class: "cp-hit-time", href: address }, time) : null,
    time && hit.video
      ? made(
          "a",
          { class: "cp-hit-play", href: hitAddress(hit, showing, { play: true }) },
          t`Play from ${time}`,
        )
      : null,
  ].filter((piece) => piece !== null);
  const snippet = made("a", { class: "cp-hit-snippet", href: address, dir: "auto" });
  snippet.append(markedText(hit.snippet, hit.marks?.snippet));
  return made(
    "div",
    { class: "cp-hit-passage" },
    from.length ? made("p", { class: "cp-hit-from" }, ...from) : null,
    made("p", {}, snippet),
  );
}

/**
 * @param {(Node | string | null)[]} pieces
 * @returns {(Node | string)[]} those that are there, each in a span of its own
 */
function withDots(pieces) {
  return pieces.filter((piece) => piece !== null).map((piece) => made("span", {}, piece));
}
