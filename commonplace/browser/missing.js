/**
 * The page that is shown at an address that leads nowhere: what the address may have meant.
 */

import { firstOf, made, promised } from "./elements.js";
import { pageUrl } from "./search/client.js";

/** Titles that are offered. */
const MOST = 5;
/** @type {object} */
const ASKED = { limit: 20, pages: MOST };

/**
 * Offer the pages whose words are those of the address.
 *
 * @param {Document} page
 * @param {{base: string, client: import("./search/client.js").Client}} site
 */
export async function offerNearest(page, { base, client }) {
  const form = firstOf(page, ".cp-missing", HTMLFormElement);
  if (!form) return;
  const words = wordsIn(location.pathname);
  if (!words) return;
  promised(form, "input", HTMLInputElement).value = words;
  const found = await client.search(words, ASKED).catch(() => null);
  if (!found) return;
  /** @type {Map<string, string>} */
  const titles = new Map((found.pages ?? []).map((one) => [one.address, one.title]));
  for (const hit of found.hits) titles.set(hit.address.replace(/#.*/s, ""), hit.title);
  const near = promised(page, ".cp-missing-near", HTMLElement);
  const links = [...titles].slice(0, MOST).map(([address, title]) =>
    made("li", {}, made("a", { href: pageUrl(base, address), dir: "auto" }, title)),
  );
  promised(near, "ul", HTMLElement).append(...links);
  near.hidden = !links.length;
}

/**
 * The words of the last part of an address: `/posts/a-pond.html` has "a pond".
 * @param {string} path
 */
function wordsIn(path) {
  try {
    const last = decodeURIComponent(path).split("/").filter(Boolean).at(-1) ?? "";
    return last.replace(/\.html?$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  } catch {
    return ""; // a stray per cent sign
  }
}
