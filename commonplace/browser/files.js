/**
 * Hand the reader a file that the page has made.
 */

import { made } from "./elements.js";

/**
 * @param {string} name
 * @param {string} text
 * @param {string} [type]
 */
export function download(name, text, type = "text/plain") {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  made("a", { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
