/**
 * The facets beside the results: what they can be narrowed down to, and how many that leaves.
 */

import { FACETS, addressOf } from "./address.js";
import { buttonFor, made } from "../elements.js";
import { onClick } from "./keys.js";
import { kindInWords } from "./phrases.js";
import { LOCALE, t } from "../texts.js";

/** @typedef {import("./address.js").Asked} Asked */
/** @typedef {import("./address.js").Facet} Facet */

/** How many passages have each value. */
/** @typedef {Record<Facet, [string, number][]>} Counts */

/** @type {Record<Facet, string>} */
const NAMES = { kind: t`Kind`, year: t`Year`, speaker: t`Speaker`, topic: t`Topic` };
/** @type {Record<Facet, string>} */
const ALL = { kind: t`All {n} kinds`, year: t`All {n} years`, speaker: t`All {n} speakers`, topic: t`All {n} topics` };
const SHOWN = 8; // values of a facet before "all 23 speakers"

/**
 * The facets as lists of links, each to what its value leaves.
 *
 * @param {Counts} counts
 * @param {Asked} asked
 * @param {{opened: Set<string>, choose: (asked: Asked) => void}} how facets whose lists are
 *   open, kept from one answer to the next; and what a click does
 * @returns {HTMLElement[]}
 */
export function facetLists(counts, asked, { opened, choose }) {
  return FACETS.flatMap((name) => {
    const values = valuesOf(name, counts[name] ?? [], asked[name]);
    if (!values.length) return [];
    const id = `cp-facet-${name}`;
    const items = values.map(([value, count]) => facetItem(name, value, count, asked, choose));
    const list = made("ul", { class: "cp-plain", "aria-labelledby": id }, ...items);
    const label = made("h3", { class: "cp-label", id }, NAMES[name]);
    const isFolded = items.length > SHOWN + 1 && !opened.has(name);
    const all = isFolded ? buttonForAll(name, items, opened) : null;
    return [made("div", { class: "cp-facet", "data-facet": name }, label, list, all)];
  });
}

/**
 * A button that shows the values of a long list which are hidden until then.
 *
 * @param {Facet} name
 * @param {HTMLElement[]} items
 * @param {Set<string>} opened
 */
function buttonForAll(name, items, opened) {
  for (const item of items.slice(SHOWN)) item.hidden = !item.querySelector("[aria-current]");
  const showAll = () => {
    opened.add(name);
    for (const item of items) item.hidden = false;
    items[SHOWN].querySelector("a")?.focus();
    button.remove();
  };
  const button = buttonFor(showAll, { class: "cp-facet-all" }, ALL[name].replace("{n}", String(items.length)));
  return button;
}

/**
 * The values that have passages, and the chosen one even if it has none.
 *
 * @param {Facet} name
 * @param {[string, number][]} counts
 * @param {string} chosen
 * @returns {[string, number][]}
 */
function valuesOf(name, counts, chosen) {
  const values = counts.filter(([value, count]) => value && (count > 0 || value === chosen));
  if (chosen && !values.some(([value]) => value === chosen)) values.unshift([chosen, 0]);
  if (name === "year") values.sort(([one], [two]) => (one < two ? 1 : one > two ? -1 : 0));
  return values;
}

/**
 * @param {Facet} name
 * @param {string} value
 * @param {number} count
 * @param {Asked} asked
 * @param {(asked: Asked) => void} choose
 */
function facetItem(name, value, count, asked, choose) {
  const isChosen = asked[name] === value;
  const next = { ...asked, [name]: isChosen ? "" : value };
  const link = made(
    "a",
    {
      href: addressOf(next) || "?",
      class: "cp-facet-value",
      "aria-current": isChosen ? "true" : null,
      title: isChosen ? t`Selected; press to remove` : null,
      "data-value": value,
    },
    made("span", { class: "cp-facet-name" }, name === "kind" ? kindInWords(value) : value),
    made("span", { class: "cp-facet-count" }, count.toLocaleString(LOCALE)),
  );
  return made("li", {}, onClick(link, () => choose(next)));
}
