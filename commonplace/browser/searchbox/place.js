/**
 * Where a reader is in the results, as the browser keeps it with an entry of its history.
 */

export const SCREEN = 10; // pages shown at first, and more at each "Show more"
const SETTLED = 150; // milliseconds after scrolling before the place is noted

/**
 * How many pages were shown, of which all hits, and how far down the reader was, so that
 * "back" finds it again.
 *
 * @typedef {{shown: number, opened: string[], scroll: number}} Place
 */

/**
 * @param {any} state of the browser's history
 * @returns {Place}
 */
export function placeIn(state) {
  const { shown = SCREEN, opened = [], scroll = 0 } = state ?? {};
  return { shown, opened, scroll };
}

/**
 * Have the place noted whenever scrolling rests, and when the page is left.
 *
 * @param {() => void} note
 */
export function onceSettled(note) {
  let settling = 0;
  addEventListener("scroll", () => {
    clearTimeout(settling);
    settling = setTimeout(note, SETTLED);
  });
  addEventListener("pagehide", () => {
    clearTimeout(settling);
    note();
  });
}
