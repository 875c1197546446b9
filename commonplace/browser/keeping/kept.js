/**
 * A quotation as a passage of the reader's book.
 */

import { bare } from "../words.js";

/** @typedef {import("./quotable.js").Quotation} Quotation */

/**
 * @param {Quotation} quoted
 * @param {string} base the site's root
 * @returns {import("../book/shelf.js").Kept} as it is saved now
 */
export function kept({ source, anchor, speaker, time, words }, base) {
  // Below the root, so that it is found wherever the site moves; a disk names its index pages.
  const page = bare(location.href).replace(base, "").replace(/(^|\/)index\.html$/, "$1");
  return {
    address: `${page}#${anchor}`,
    title: source.title,
    date: source.date,
    speaker: speaker || source.authors.join(", "),
    time,
    topics: source.topics,
    words,
    note: "",
    saved: new Date().toISOString(),
  };
}
