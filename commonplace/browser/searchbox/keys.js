/**
 * Keys that call for the search from anywhere on a page.
 */

import { isWriting } from "./elements.js";

/**
 * Whether a key is one of `/`, where nobody is writing, and Ctrl K or Cmd K anywhere.
 *
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function callsForSearch(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return false;
  const held = event.ctrlKey || event.metaKey;
  if (event.key.toLowerCase() === "k") return held && !event.shiftKey;
  return event.key === "/" && !held && !isWriting(event.target);
}

/**
 * Whether a click asks for another tab or window, which is the browser's business.
 *
 * @param {MouseEvent} event
 * @returns {boolean}
 */
export function asksForAnotherTab(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
}
