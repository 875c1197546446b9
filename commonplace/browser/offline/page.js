/**
 * The script of the page that stands in for pages that are not kept.
 */

import { made, promised } from "../elements.js";
import { siteRoot } from "../search/client.js";
import { CACHES } from "./keep.js";

const base = siteRoot(document);
const list = promised(document, ".cp-kept-pages", HTMLElement);
void kept().then((found) => found.length && list.replaceChildren(...found));

/** @returns {Promise<HTMLElement[]>} links to the pages that are kept, by title */
async function kept() {
  const found = new Map();
  const names = (await caches.keys()).filter((name) => name.startsWith(`${CACHES}${base}:`));
  for (const cache of await Promise.all(names.map((name) => caches.open(name)))) {
    for (const { url } of await cache.keys()) {
      if (!url.endsWith("/") || url === `${base}offline/`) continue;
      const text = (await (await cache.match(url))?.text()) ?? "";
      const page = new DOMParser().parseFromString(text, "text/html");
      found.set(url, page.querySelector('meta[property="og:title"]')?.getAttribute("content") || url);
    }
  }
  const sorted = [...found].sort(([, one], [, other]) => one.localeCompare(other));
  return sorted.map(([url, title]) => made("li", {}, made("a", { href: url }, title)));
}
