/**
 * The filters of a page with a list: its address says what is chosen, and the rest is hidden.
 */

import { allOf, promised } from "../elements.js";
import { NAMES, addressOf, chosenIn } from "./chosen.js";

/** @typedef {import("./chosen.js").Chosen} Chosen */

/**
 * @param {HTMLFormElement} form
 * @param {(chosen: Chosen, selects: HTMLSelectElement[]) => string} narrow hides what has not all
 *   that is chosen, and says in words what is left
 */
export function offerFilters(form, narrow) {
  const status = promised(form, ".cp-narrow-status", HTMLElement);
  const all = promised(form, ".cp-narrow-all", HTMLButtonElement);
  const selects = allOf(form, "select", HTMLSelectElement);

  /** @param {Chosen} chosen */
  function show(chosen) {
    for (const select of selects) choose(select, chosen[named(select)]);
    all.hidden = !addressOf(chosen);
    status.textContent = narrow(chosen, selects);
  }

  /** @param {Chosen} chosen */
  function go(chosen) {
    history.pushState(null, "", location.pathname + addressOf(chosen));
    show(chosen);
  }

  form.addEventListener("change", () => {
    const chosen = chosenIn(location.search);
    for (const select of selects) chosen[named(select)] = select.value;
    go(chosen);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  all.addEventListener("click", () => {
    go(chosenIn(""));
    selects[0]?.focus();
  });
  addEventListener("popstate", () => show(chosenIn(location.search)));
  form.hidden = false;
  show(chosenIn(location.search));
}

/**
 * Show a value in a select. One that it does not have, which an address may name, is added.
 *
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
function choose(select, value) {
  const known = [...select.options].some((option) => option.value === value);
  if (!known) select.append(new Option(value.replaceAll("-", " "), value));
  select.value = value;
}

/**
 * @param {HTMLSelectElement} select
 * @returns {keyof Chosen}
 */
function named(select) {
  return NAMES.find((name) => name === select.name) ?? "kind";
}
