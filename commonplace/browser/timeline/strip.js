/**
 * The strip of years above the timeline: a bar for each, in parts for the lanes.
 */

import { allOf, promised } from "../elements.js";
import { LOCALE, many } from "../texts.js";

/** As commonplace/render/timeline.py draws them. */
const HIGH = 100;
const LOW = 5;

/**
 * Draw the bars for the events that are left, and take away those of empty years.
 *
 * @param {Map<string, Map<string, number>>} counts how many events of each kind a year's
 *   heading has below it, by the heading's id
 */
export function drawStrip(counts) {
  const most = Math.max(1, ...[...counts.values()].map(total));
  for (const link of allOf(document, ".cp-strip a", HTMLAnchorElement)) {
    if (!link.parentElement) continue;
    const kinds = counts.get(link.hash.slice(1)) ?? new Map();
    const count = total(kinds);
    link.parentElement.hidden = !count;
    const year = promised(link, "span", HTMLElement).textContent;
    link.title = `${year}: ${inWords(count)}`;
    link.setAttribute("aria-label", link.title);
    drawBar(link, kinds, most);
  }
}

/**
 * @param {Element} link
 * @param {Map<string, number>} kinds
 * @param {number} most events that a year has
 */
function drawBar(link, kinds, most) {
  let foot = HIGH;
  for (const part of link.querySelectorAll("rect")) {
    const kind = part.getAttribute("class")?.replace("cp-bar-", "") ?? "";
    const count = kinds.get(kind) ?? 0;
    const height = count && Math.min(foot, Math.max(LOW, Math.floor((count * HIGH) / most)));
    foot -= height;
    part.setAttribute("y", String(foot));
    part.setAttribute("height", String(height));
  }
}

/** @param {Map<string, number>} kinds and how many events there are of each */
export function total(kinds) {
  return [...kinds.values()].reduce((sum, count) => sum + count, 0);
}

/** @param {number} count */
export function inWords(count) {
  const n = count.toLocaleString(LOCALE);
  return many(count)`${n} event|${n} events`;
}
