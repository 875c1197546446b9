/**
 * The bar above a long transcript: who speaks at the top of the window, when, in which chapter,
 * how far one is, and ways to other places.
 */

import { buttonFor, firstOf, made } from "../elements.js";
import { shortTime } from "../searchbox/phrases.js";
import { openMenu } from "../keeping/menu.js";
import { secondIn, speakerOf, turnAt, turnAtTop } from "./turns.js";
import { t } from "../texts.js";

/** @typedef {import("./turns.js").Turn} Turn */

/** Turns from which on a page is long. */
const LONG = 12;
const PLACE = "commonplace:place:";

/**
 * @param {Document} page
 * @param {Turn[]} turns
 * @param {(number: number) => void} become told which turn is at the top
 */
export function offerBar(page, turns, become) {
  if (turns.length < LONG) return;
  const where = made("span", { class: "cp-bar-where" });
  const chapter = made("span", { class: "cp-bar-chapter" });
  const done = made("span", { class: "cp-bar-done" });
  const go = buttonFor(() => openMenu(go, places(page, turns)), {
    class: "cp-bar-go",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    title: t`Go to another place on this page`,
  }, t`Go to…`);
  const bar = made("aside", { class: "cp-bar", "aria-label": t`Where you are` }, where, chapter, go, done);
  bar.inert = true;
  (page.querySelector("main") ?? page.body).append(bar);
  const chapters = headings(page);
  const show = () => {
    const header = page.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const top = Math.max(0, header);
    const number = turnAtTop(turns, top + bar.offsetHeight + 8);
    const last = turns[turns.length - 1].element.getBoundingClientRect().bottom;
    const shown = number >= 0 && last > top;
    bar.classList.toggle("cp-bar-shown", shown);
    bar.inert = !shown;
    bar.style.top = `${top}px`;
    if (!shown) return;
    become(number);
    const { element } = turns[number];
    const time = firstOf(element, ".cp-time", HTMLElement)?.textContent ?? "";
    where.textContent = [speakerOf(element), shortTime(time)].filter(Boolean).join(" · ");
    chapter.textContent = chapters.filter((one) => isAbove(one, element)).at(-1)?.words ?? "";
    done.style.width = `${(100 * number) / (turns.length - 1)}%`;
    remember(number > 3 ? element.id : "");
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      show();
    });
  };
  page.documentElement.classList.add("cp-has-bar");
  offerReturn(page, turns);
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  show();
}

/**
 * @param {Document} page
 * @param {Turn[]} turns
 * @returns {import("../keeping/menu.js").Choice[]}
 */
function places(page, turns) {
  const chapters = headings(page).map(
    ({ words, element }) => /** @type {[string, () => void]} */ ([words, () => goTo(element)]),
  );
  const timed = turns.some(({ start }) => start !== null);
  return [
    ...(timed ? [/** @type {[string, () => void]} */ ([t`A time…`, () => askTime(page, turns)])] : []),
    ...chapters,
    [t`The top of the page`, () => scrollTo({ top: 0 })],
  ];
}

/**
 * Ask for a time, and go to the turn in which it is.
 * @param {Document} page
 * @param {Turn[]} turns
 */
function askTime(page, turns) {
  const input = made("input", {
    type: "text",
    inputmode: "numeric",
    placeholder: "42:10",
    "aria-label": t`Time, for example 42:10`,
    pattern: "(\\d+:)?\\d{1,3}:\\d{2}",
    required: true,
  });
  const form = made("form", { method: "dialog" }, input, made("button", { class: "cp-button" }, t`Go`));
  const dialog = made("dialog", { class: "cp-dialog", "aria-label": t`Go to a time` }, form);
  form.addEventListener("submit", () => {
    const parts = input.value.split(":").map(Number);
    const second = parts.reduce((sum, part) => sum * 60 + part, 0);
    const turn = turns[Math.max(0, turnAt(turns, second))];
    dialog.close();
    goTo(turn.element);
  });
  dialog.addEventListener("close", () => dialog.remove());
  page.body.append(dialog);
  dialog.showModal();
}

/**
 * Offer to go back to where the reader stopped the last time.
 * @param {Document} page
 * @param {Turn[]} turns
 */
function offerReturn(page, turns) {
  const anchor = remembered();
  const turn = turns.find(({ element }) => element.id === anchor)?.element;
  const head = page.querySelector(".cp-head");
  if (!turn || !head || location.hash) return;
  const time = secondIn(anchor) === null ? "" : ` (${shortTime(turn.querySelector(".cp-time")?.textContent ?? "")})`;
  const button = buttonFor(() => {
    goTo(turn);
    button.remove();
  }, { class: "cp-button cp-return" }, t`Go back to where you stopped${time}`);
  head.append(button);
}

/** @param {HTMLElement} element */
function goTo(element) {
  location.hash = element.id;
  element.scrollIntoView({ block: "start" });
}

/** @param {Document} page */
function headings(page) {
  return [...page.querySelectorAll(".md-content h2[id], .md-content h3[id]")].flatMap((element) =>
    element instanceof HTMLElement && !element.id.startsWith("_")
      ? [{ element, words: element.firstChild?.textContent?.trim() ?? "" }]
      : [],
  );
}

/**
 * @param {{element: HTMLElement}} heading
 * @param {HTMLElement} turn
 */
function isAbove({ element }, turn) {
  return !!(element.compareDocumentPosition(turn) & Node.DOCUMENT_POSITION_FOLLOWING);
}

/** @param {string} anchor of the turn at the top; empty near the beginning */
function remember(anchor) {
  try {
    if (anchor) localStorage.setItem(PLACE + location.pathname, anchor);
    else localStorage.removeItem(PLACE + location.pathname);
  } catch {
    // A browser that keeps nothing keeps no place either.
  }
}

function remembered() {
  try {
    return localStorage.getItem(PLACE + location.pathname) ?? "";
  } catch {
    return "";
  }
}
