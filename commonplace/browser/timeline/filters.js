/**
 * The filters of a page with events: its address says what is chosen, and the rest is hidden.
 */

import { allOf, firstOf, promised } from "../elements.js";
import { NAMES, addressOf, chosenIn, has } from "./chosen.js";
import { drawStrip, inWords, total } from "./strip.js";

/** @typedef {import("./chosen.js").Chosen} Chosen */

/** @param {HTMLFormElement} form */
export function offerFilters(form) {
  const status = promised(form, ".cp-narrow-status", HTMLElement);
  const all = promised(form, ".cp-narrow-all", HTMLButtonElement);
  const selects = allOf(form, "select", HTMLSelectElement);

  /** @param {Chosen} chosen */
  function show(chosen) {
    for (const select of selects) choose(select, chosen[named(select)]);
    const isWhole = !addressOf(chosen);
    all.hidden = isWhole;
    const counts = narrow(chosen);
    status.textContent = said(counts, isWhole);
  }

  /** @param {Chosen} chosen */
  function go(chosen) {
    history.pushState(null, "", location.pathname + addressOf(chosen));
    show(chosen);
  }

  form.addEventListener("change", () => {
    const chosen = chosenIn(location.search);
    for (const select of selects) chosen[named(select)] = select.value;
    go(chosen);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  all.addEventListener("click", () => {
    go(chosenIn(""));
    selects[0]?.focus();
  });
  addEventListener("popstate", () => show(chosenIn(location.search)));
  form.hidden = false;
  show(chosenIn(location.search));
}

/**
 * Hide what has not all that is chosen, and the years that nothing is left of.
 *
 * @param {Chosen} chosen
 */
function narrow(chosen) {
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
  return counts;
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
    promised(rest, ".cp-rest-count", HTMLElement).textContent = count.toLocaleString("en");
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
function said({ all, left, folded }, isWhole) {
  if (isWhole) return inWords(all);
  const more = folded ? `, and ${folded.toLocaleString("en")} more below their years` : "";
  return `${left.toLocaleString("en")} of ${inWords(all)}${more}`;
}

/**
 * Show a value in a select. One that it does not have, which an address may name, is added.
 *
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
function choose(select, value) {
  const known = [...select.options].some((option) => option.value === value);
  if (!known) select.append(new Option(value.replaceAll("-", " "), value));
  select.value = value;
}

/**
 * @param {HTMLSelectElement} select
 * @returns {keyof Chosen}
 */
function named(select) {
  return NAMES.find((name) => name === select.name) ?? "kind";
}
