/**
 * The turns of a transcript, and which of them is said or read at some moment.
 */

import { allOf, firstOf } from "../elements.js";

const TIMED = /^t-(\d\d+)-(\d\d)-(\d\d)/;

/**
 * A turn: its element, and the second at which it begins, null where that is unknown.
 * @typedef {{element: HTMLElement, start: number | null}} Turn
 */

/**
 * The turns of a page from top to bottom.
 * @param {ParentNode} page
 * @returns {Turn[]}
 */
export function turnsOf(page) {
  return allOf(page, ".cp-turn[id]", HTMLElement).map((element) => ({
    element,
    start: secondIn(element.id),
  }));
}

/**
 * The second that an anchor names: `t-00-12-07` is 727; null for any other anchor.
 * @param {string} anchor
 */
export function secondIn(anchor) {
  const found = TIMED.exec(anchor);
  return found ? (Number(found[1]) * 60 + Number(found[2])) * 60 + Number(found[3]) : null;
}

/**
 * The number of the last turn that has begun at a second; -1 before the first.
 * @param {Turn[]} turns in the order of their times; those without one are passed over
 * @param {number} second
 */
export function turnAt(turns, second) {
  let found = -1;
  turns.forEach(({ start }, number) => {
    if (start !== null && start <= second) found = number;
  });
  return found;
}

/**
 * The number of the turn that is at the top of the window, below what covers it there.
 * @param {Turn[]} turns
 * @param {number} covered in CSS pixels
 */
export function turnAtTop(turns, covered) {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle].element.getBoundingClientRect().top <= covered) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Who speaks in a turn: those that go on name their speaker only once.
 * @param {Element} turn
 */
export function speakerOf(turn) {
  /** @type {Element | null} */
  let at = turn;
  while (at?.matches(".cp-turn:not(.cp-voiceless)")) {
    const name = firstOf(at, ".cp-gutter .cp-speaker", HTMLElement);
    if (name) return name.textContent?.trim() ?? "";
    at = at.previousElementSibling;
  }
  return "";
}
