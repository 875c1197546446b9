/**
 * The text follows the sound: the turn being spoken is marked, and stays in sight until the
 * reader scrolls away.
 */

import { turnAt } from "../reading/turns.js";

/** @typedef {import("../reading/turns.js").Turn} Turn */

const SCROLLS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "j", "k"]);

/**
 * @param {Turn[]} turns
 * @param {(following: boolean) => void} told when the reader scrolls away or comes back
 */
export function follower(turns, told) {
  let following = true;
  let spoken = -1;
  const show = () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    turns[spoken]?.element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };
  const leave = () => follow(false);
  const key = (/** @type {KeyboardEvent} */ event) => SCROLLS.has(event.key) && leave();
  addEventListener("wheel", leave, { passive: true });
  addEventListener("touchmove", leave, { passive: true });
  addEventListener("keydown", key);
  /** @param {boolean} wanted */
  function follow(wanted) {
    if (following !== wanted) told(wanted);
    following = wanted;
    if (following) show();
  }
  return {
    follow,
    /** @param {number} second that is being played */
    at(second) {
      const number = turnAt(turns, second);
      if (number === spoken) return;
      turns[spoken]?.element.classList.remove("cp-spoken");
      spoken = number;
      turns[spoken]?.element.classList.add("cp-spoken");
      if (following) show();
    },
    stop() {
      turns[spoken]?.element.classList.remove("cp-spoken");
      removeEventListener("wheel", leave);
      removeEventListener("touchmove", leave);
      removeEventListener("keydown", key);
    },
  };
}
