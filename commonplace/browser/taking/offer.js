/**
 * Take the document of a page along as a file, which is made of the page itself, so that the
 * site needs no files for it.
 */

import { buttonFor, firstOf, made } from "../elements.js";
import { openMenu } from "../keeping/menu.js";
import { t } from "../texts.js";

/** @typedef {import("../keeping/menu.js").Choice} Choice */

const SCRIPT = "assets/commonplace/taking.js";
const FORMS = [
  ["md", "Markdown"],
  ["txt", t`Plain text`],
  ["json", "JSON"],
  ["vtt", t`Captions (WebVTT)`],
];

/**
 * Make a button of its place among the facts of the page; it opens a menu of forms.
 * @param {Document} page
 * @param {string} base the site's root
 */
export function offerDownloads(page, base) {
  const place = firstOf(page, ".cp-take", HTMLElement);
  if (!place) return;
  const name = page.location.pathname.replace(/\/(index\.html)?$/, "").split("/").at(-1) || "page";
  const timed = page.querySelector('.cp-turn[id^="t-"]');
  const choices = FORMS.filter(([suffix]) => timed || suffix !== "vtt").map(
    ([suffix, words]) => /** @type {Choice} */ ([words, () => void take(suffix, name, base)]),
  );
  const button = buttonFor(() => openMenu(button, choices), {
    class: place.className,
    title: place.title,
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  }, place.textContent);
  place.replaceWith(button);
}

/** @param {string} suffix @param {string} name @param {string} base */
async function take(suffix, name, base) {
  const loaded = /** @type {any} */ (globalThis);
  if (!loaded.commonplaceTake) await ran(`${base}${SCRIPT}`);
  loaded.commonplaceTake(suffix, name);
}

/** @param {string} address of a script @returns {Promise<unknown>} */
function ran(address) {
  return new Promise((resolve, reject) => {
    const script = made("script", { src: address });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error(t`${address} could not be loaded`)));
    document.head.append(script);
  });
}
