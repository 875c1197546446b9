/**
 * The words of a piece of a page, without what stands beside them, and its bare address.
 */

/** What a passage holds beside its own words. */
export const BESIDE =
  ".cp-gutter, .cp-inner, .cp-flag, .cp-anchor, .cp-beside, .cp-noteref, .cp-back, .cp-unmark, .headerlink, button";

const LINES = "p, li, blockquote, pre, br, tr, dt, dd, figcaption, h1, h2, h3, h4, h5, h6";

/**
 * An address without its query and its fragment.
 * @param {string} address
 */
export function bare(address) {
  return address.replace(/[?#].*/s, "");
}

/**
 * The words of a piece of the page, a line for each paragraph.
 * @param {Node} piece
 */
export function wordsOf(piece) {
  const copy = /** @type {Element | DocumentFragment} */ (piece.cloneNode(true));
  for (const one of copy.querySelectorAll(BESIDE)) one.remove();
  for (const cell of copy.querySelectorAll("td, th")) cell.after(" ");
  for (const block of copy.querySelectorAll(LINES)) block.after("\n");
  const lines = (copy.textContent ?? "").split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  return lines.filter(Boolean).join("\n");
}
