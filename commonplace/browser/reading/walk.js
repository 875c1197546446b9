/**
 * From turn to turn by keys. Of all the links and buttons beside the turns, only those of the
 * current one are in the order of the Tab key: a long talk has hundreds of turns.
 */

import { allOf, firstOf, isWriting } from "../elements.js";
import { speakerOf } from "./turns.js";
import { t } from "../texts.js";

/** @typedef {import("./turns.js").Turn} Turn */

/**
 * @param {Document} page
 * @param {Turn[]} turns
 * @returns {(number: number) => void} to be told which turn is at the top of the window; it is
 *   the current one unless the reader is in another
 */
export function offerWalk(page, turns) {
  let current = 0;
  for (const { element } of turns) {
    element.tabIndex = -1;
    element.setAttribute("role", "group");
    const time = firstOf(element, ".cp-time", HTMLElement)?.textContent ?? "";
    element.setAttribute("aria-label", [speakerOf(element), time].filter(Boolean).join(", ") || t`Turn`);
    reach(element, false);
  }
  const become = (/** @type {number} */ number) => {
    if (number < 0 || number >= turns.length) return;
    reach(turns[current].element, false);
    current = number;
    reach(turns[current].element, true);
  };
  become(0);
  const numbers = new Map(turns.map(({ element }, number) => [element, number]));
  page.addEventListener("focusin", ({ target }) => {
    const turn = target instanceof Element ? target.closest(".cp-turn") : null;
    if (turn instanceof HTMLElement) become(numbers.get(turn) ?? -1);
  });
  page.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const next = page.activeElement === turns[current].element ? current + step : current;
    const turn = turns[next]?.element;
    turn?.focus({ preventScroll: true });
    turn?.scrollIntoView({ block: "start" });
  });
  return (number) => {
    if (!page.activeElement?.closest(".cp-turn")) become(number);
  };
}

/**
 * Whether the Tab key reaches what stands beside a turn.
 * @param {HTMLElement} turn
 * @param {boolean} reached
 */
function reach(turn, reached) {
  for (const one of allOf(turn, ".cp-gutter :is(a, button)", HTMLElement)) {
    one.tabIndex = reached ? 0 : -1;
  }
}
