/**
 * A menu below a button, as https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/ has it.
 */

import { buttonFor, made, moveTo } from "../elements.js";

/** @typedef {[label: string, choose: () => void]} Choice */

/** How far a menu stays from the edges of the window, in CSS pixels. */
const MARGIN = 8;

/**
 * Open a menu below its button, in place of one that is open.
 *
 * @param {HTMLElement} button
 * @param {Choice[]} choices
 */
export function openMenu(button, choices) {
  document.querySelector(".cp-menu")?.dispatchEvent(new Event("close"));
  const menu = made("div", { class: "cp-menu", role: "menu", "aria-label": button.title });
  const close = (/** @type {boolean} */ back) => {
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    removeEventListener("pointerdown", outside, true);
    if (back) button.focus();
  };
  const outside = (/** @type {Event} */ event) => {
    if (!(event.target instanceof Node && menu.contains(event.target))) close(false);
  };
  for (const [label, choose] of choices) {
    const press = () => {
      close(true);
      choose();
    };
    menu.append(buttonFor(press, { role: "menuitem", tabindex: -1 }, label));
  }
  menu.addEventListener("close", () => close(false));
  menu.addEventListener("keydown", (event) => move(event, menu, close));
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) close(false);
  });
  (button.closest("main") ?? document.body).append(menu); // a landmark, for screen readers
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  addEventListener("pointerdown", outside, true);
  /** @type {HTMLElement} */ (menu.firstElementChild)?.focus({ preventScroll: true });
}

/**
 * Put a menu below its button, or above where there is no room; a small screen has it at its foot.
 *
 * @param {HTMLElement} menu
 * @param {HTMLElement} button
 */
function place(menu, button) {
  if (getComputedStyle(menu).position === "fixed") return;
  const box = button.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.min(box.left, clientWidth - menu.offsetWidth - MARGIN);
  const below = box.bottom + menu.offsetHeight + MARGIN <= clientHeight;
  moveTo(menu, Math.max(MARGIN, left), below ? box.bottom : box.top - menu.offsetHeight);
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} menu
 * @param {(back: boolean) => void} close
 */
function move(event, menu, close) {
  const items = /** @type {HTMLElement[]} */ ([...menu.children]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at + items.length - 1) % items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (event.key === "Escape") close(true);
  else if (next !== undefined) items[next].focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
