/**
 * Narrows the events of a page down to what is chosen.
 */

import { allOf, firstOf, promised } from "../elements.js";
import { addressOf, has } from "./chosen.js";
import { drawStrip, inWords, total } from "./strip.js";
import { LOCALE, many, t } from "../texts.js";

/** @typedef {import("./chosen.js").Chosen} Chosen */

/**
 * Hide what has not all that is chosen, and the years that nothing is left of.
 *
 * @param {Chosen} chosen
 * @returns {string} what is left, in words
 */
export function narrowEvents(chosen) {
  const query = addressOf(chosen);
  const counts = { all: 0, left: 0, folded: 0 };
  /** @type {Map<string, Map<string, number>>} */
  const years = new Map();
  for (const year of allOf(document, ".cp-year, .cp-year-alone", HTMLElement)) {
    const kinds = new Map();
    let folded = 0;
    for (const event of allOf(year, ".cp-event", HTMLElement)) {
      const isLeft = has(event, chosen);
      const isFolded = Boolean(event.closest(".cp-rest"));
      event.hidden = !isLeft;
      if (!isFolded) counts.all += 1;
      if (!isLeft) continue;
      if (isFolded) folded += 1;
      else kinds.set(event.dataset.kind, (kinds.get(event.dataset.kind) ?? 0) + 1);
    }
    const left = total(kinds);
    counts.left += left;
    counts.folded += folded;
    years.set(year.getAttribute("aria-labelledby") ?? "", kinds);
    const isFurther = fold(year, folded, query);
    year.hidden = !left && !folded && !isFurther;
  }
  drawStrip(years);
  for (const part of allOf(document, ".cp-undated, .cp-lanes", HTMLElement)) {
    // What has no date has no place among the events that somebody asked for.
    part.hidden = Boolean(query);
  }
  return inAll(counts, !query);
}

/**
 * Count what lies folded below a year, and let its link lead to what is chosen there.
 *
 * @param {Element} year
 * @param {number} count
 * @param {string} query
 * @returns {boolean} whether the rest of the year is on a page of its own
 */
function fold(year, count, query) {
  const rest = firstOf(year, ".cp-rest", HTMLDetailsElement);
  if (rest) {
    rest.hidden = !count;
    promised(rest, ".cp-rest-count", HTMLElement).textContent = count.toLocaleString(LOCALE);
  }
  const links = allOf(year, ".cp-rest-link > a", HTMLAnchorElement);
  if (!links.length) return false;
  for (const link of links) link.search = query;
  return !query;
}

/**
 * @param {{all: number, left: number, folded: number}} counts
 * @param {boolean} isWhole whether nothing is chosen
 */
function inAll({ all, left, folded }, isWhole) {
  if (isWhole) return inWords(all);
  const found = left.toLocaleString(LOCALE);
  const counted = inWords(all);
  const n = folded.toLocaleString(LOCALE);
  if (!folded) return t`${found} of ${counted}`;
  return many(folded)`${found} of ${counted}, and ${n} more below their years|${found} of ${counted}, and ${n} more below their years`;
}
