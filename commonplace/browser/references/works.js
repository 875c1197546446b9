/**
 * The works of a page of references, and the pages where the others stand.
 */

import { allOf, firstOf } from "../elements.js";
import { addressOf, has } from "../timeline/chosen.js";
import { LOCALE, many, t } from "../texts.js";

/** @typedef {import("../timeline/chosen.js").Chosen} Chosen */

/**
 * Hide what has not all that is chosen, the groups that nothing is left of, and the pages on
 * which nothing would be.
 *
 * @param {Chosen} chosen
 * @param {HTMLSelectElement[]} selects
 * @returns {string} what is left, in words
 */
export function narrowWorks(chosen, selects) {
  const query = addressOf(chosen);
  let all = 0;
  let left = 0;
  for (const group of allOf(document, ".cp-works-group", HTMLElement)) {
    const works = allOf(group, ".cp-work", HTMLElement);
    for (const work of works) work.hidden = !has(work, chosen);
    const here = works.filter((work) => !work.hidden).length;
    if (!group.querySelector(":scope > details")) { // links that are no works
      all += works.length;
      left += here;
    }
    group.hidden = !here;
    const heading = document.getElementById(group.getAttribute("aria-labelledby") ?? "");
    if (heading) heading.hidden = !here;
  }
  const pages = narrowPages(query, selects);
  for (const link of allOf(document, ".cp-works-all", HTMLAnchorElement)) link.search = query;
  return inWords(left, all, pages);
}

/**
 * Hide the pages that cannot have what is chosen, and let the links lead to it on the others.
 *
 * @param {string} query
 * @param {HTMLSelectElement[]} selects a page knows what it has by its place among the choices
 * @returns {number} how many pages are left
 */
function narrowPages(query, selects) {
  const pages = allOf(document, ".cp-works-part", HTMLElement);
  for (const page of pages) {
    page.hidden = selects.some(
      ({ name, selectedIndex, value }) =>
        value && !(page.dataset[name] ?? "").split(" ").includes(String(selectedIndex)),
    );
    const link = firstOf(page, "a", HTMLAnchorElement);
    if (link) link.search = query;
  }
  return pages.filter((page) => !page.hidden).length;
}

/**
 * @param {number} left
 * @param {number} all
 * @param {number} pages with more of them
 */
function inWords(left, all, pages) {
  const n = all.toLocaleString(LOCALE);
  const found = left.toLocaleString(LOCALE);
  const counted = many(all)`${n} work|${n} works`;
  const works = left === all ? counted : t`${found} of ${counted}`;
  return pages ? many(pages)`${works} here; a page has more|${works} here; ${pages} pages have more` : works;
}

/** Go on to the page of the work that the address names, if it is no longer on this one. */
export function followWork() {
  const [, name] = location.hash.split("#w-");
  if (!name || document.getElementById(location.hash.slice(1))) return;
  for (const page of allOf(document, ".cp-works-part", HTMLElement)) {
    const link = firstOf(page, "a", HTMLAnchorElement);
    if (link && (page.dataset.works ?? "").split(" ").includes(name)) {
      location.replace(`${link.href}${location.hash}`);
    }
  }
}
