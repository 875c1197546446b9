/**
 * A link to a second inside a turn leads to that turn.
 */

import { secondIn, turnAt } from "./turns.js";

/** @typedef {import("./turns.js").Turn} Turn */

/**
 * @param {Document} page
 * @param {Turn[]} turns
 */
export function offerSeconds(page, turns) {
  const land = () => {
    const anchor = location.hash.slice(1);
    const second = secondIn(anchor);
    if (second === null || page.getElementById(anchor)) return;
    const turn = turns[turnAt(turns, second)];
    if (turn) location.replace(`#${turn.element.id}`); // so that `:target` lights it
  };
  addEventListener("hashchange", land);
  land();
}
