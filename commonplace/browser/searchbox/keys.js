/**
 * Keys and clicks of the search: those that call for it from anywhere on a page, those that
 * lead through a list, and those that are the browser's own business.
 */

import { isWriting } from "../elements.js";

/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Have `/`, where nobody is writing, and Ctrl K or Cmd K anywhere lead to an input.
 *
 * @param {HTMLInputElement} input
 * @param {AddEventListenerOptions} [options] of the listener
 */
export function leadKeysTo(input, options) {
  const lead = (/** @type {KeyboardEvent} */ event) => {
    if (!callsForSearch(event)) return;
    event.preventDefault();
    input.focus();
    input.select();
  };
  document.addEventListener("keydown", lead, options);
}

/** @param {KeyboardEvent} event */
function callsForSearch(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return false;
  const held = event.ctrlKey || event.metaKey;
  if (event.key.toLowerCase() === "k") return held && !event.shiftKey;
  return event.key === "/" && !held && !isWriting(event.target);
}

/**
 * Which way an arrow leads through a list.
 *
 * @param {KeyboardEvent} event
 * @returns {number} 1 for down, -1 for up, 0 for all other keys
 */
export function stepOf(event) {
  return event.ctrlKey || event.metaKey || event.altKey ? 0 : (STEPS[event.key] ?? 0);
}

/**
 * Do something at a click on a link, unless the click asks for another tab or window, which
 * is the browser's business.
 *
 * @param {HTMLAnchorElement} link
 * @param {() => void} act
 * @returns {HTMLAnchorElement} the link
 */
export function onClick(link, act) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    act();
  });
  return link;
}
