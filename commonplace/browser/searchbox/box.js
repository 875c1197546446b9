/**
 * The search box in the header of every page: a combobox with the best hits below it.
 */

import { pageUrl } from "../search/client.js";
import { addressOf } from "./address.js";
import { made, promised } from "./elements.js";
import { GROUPS, choice } from "./groups.js";
import { openHelp } from "./help-event.js";
import { asksForAnotherTab, callsForSearch } from "./keys.js";
import { why } from "./notices.js";
import { foundInWords } from "./phrases.js";

/** @typedef {import("../search/client.js").Client} Client */
/** @typedef {import("../search/engine.js").Answer} Answer */

const PAUSE = 120; // milliseconds without a key before the engine is asked
const SLOW = 300; // milliseconds before a search is said to take its time
const SILENCE = 700; // milliseconds before a result is announced
const PASSAGES = 5;
const PAGES = 3;

/**
 * Bring the box to life.
 *
 * @param {HTMLElement} root the box, as the header's template has it
 * @param {{base: string, client: Client}} site
 */
export function offerBox(root, { base, client }) {
  const form = promised(root, "form", HTMLFormElement);
  const input = promised(root, "input", HTMLInputElement);
  const popup = promised(root, ".cp-popup", HTMLElement);
  const list = promised(root, "[role=listbox]", HTMLElement);
  const note = promised(root, ".cp-popup-note", HTMLElement);
  const status = promised(root, "[role=status]", HTMLElement);
  let asking = new AbortController();
  let pause = 0;
  let silence = 0;
  let slow = 0;
  let active = -1;

  const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=option]")]);

  /** @param {boolean} open */
  function toggle(open) {
    popup.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) activate(-1);
  }

  /** @param {number} place of the option that Enter opens; -1 for none */
  function activate(place) {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = all[place];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  /** @param {string} words said to those who listen instead of looking, once typing rests */
  function announce(words) {
    clearTimeout(silence);
    silence = setTimeout(() => (status.textContent = words), SILENCE);
  }

  /**
   * @param {string} words above the list; empty for none
   * @param {HTMLElement[]} content of the list
   */
  function show(words, content) {
    note.textContent = words;
    note.hidden = !words;
    list.replaceChildren(...content);
    options().forEach((option, place) => (option.id = `cp-option-${place}`));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    toggle(true);
  }

  /** The results page for what is typed. */
  const everything = () => pageUrl(base, "search/") + addressOf({ q: input.value.trim() });

  async function ask() {
    const query = input.value.trim();
    asking.abort();
    clearTimeout(slow);
    if (!query) {
      announce("");
      toggle(false);
      return;
    }
    asking = new AbortController();
    const { signal } = asking;
    slow = setTimeout(() => {
      if (popup.hidden) show("Searching…", []);
    }, SLOW);
    try {
      const how = { typing: true, grouped: true, limit: PASSAGES, pages: PAGES, marks: true, signal };
      const answer = await client.search(query, how);
      if (!signal.aborted) found(answer, query);
    } catch (problem) {
      if (!signal.aborted) failed(problem);
    } finally {
      if (!signal.aborted) clearTimeout(slow);
    }
  }

  /**
   * @param {Answer} answer
   * @param {string} query
   */
  function found(answer, query) {
    const showing = { base, query: markedQuery(answer) };
    const groups = GROUPS.flatMap((group) => group(answer, showing));
    const all = answer.total ? `All results for “${query}”` : "What else to try";
    const meant = answer.suggestion && !answer.corrected ? [meantChoice(answer.suggestion)] : [];
    const last = choice("cp-choice-all", { href: everything() }, all);
    show(told(answer), [...meant, ...groups, last]);
    announce(answer.total ? foundInWords(answer) : "No passages");
  }

  /** @param {string} suggestion */
  function meantChoice(suggestion) {
    const href = pageUrl(base, "search/") + addressOf({ q: suggestion });
    const words = made("em", {}, suggestion);
    const meant = choice("cp-choice-meant", { href }, "Did you mean ", words, "?");
    meant.addEventListener("click", (event) => {
      if (asksForAnotherTab(event)) return;
      event.preventDefault();
      input.value = suggestion;
      void ask();
    });
    return meant;
  }

  /** @param {unknown} problem */
  function failed(problem) {
    const retry = choice("cp-choice-all", {}, "Try again");
    retry.addEventListener("click", (event) => {
      event.preventDefault();
      void ask();
    });
    show(`The search failed. ${why(problem)}`, [retry]);
    announce("The search failed. Try again is the one choice");
  }

  input.addEventListener("focus", () => {
    client.warm();
    if (input.value.trim() && popup.hidden) void ask();
  });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const count = popup.hidden ? 0 : options().length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are options: that of the words themselves.
      if (count) activate(((active + 1 + step + count + 1) % (count + 1)) - 1);
      else void ask();
    } else if (event.key === "Enter") {
      const option = active < 0 ? null : options()[active];
      if (!option) return; // the form leads to all results
      event.preventDefault();
      option.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (!popup.hidden) {
        asking.abort();
        toggle(false);
      } else if (input.value) input.value = "";
      else input.blur();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    location.assign(everything());
  });
  popup.addEventListener("mousemove", (event) => {
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    const place = option instanceof HTMLElement ? options().indexOf(option) : -1;
    if (place >= 0 && place !== active) activate(place);
  });
  // The focus stays in the box when something below it is clicked.
  popup.addEventListener("mousedown", (event) => event.preventDefault());
  const close = promised(root, ".cp-box-close", HTMLButtonElement);
  close.addEventListener("mousedown", (event) => event.preventDefault());
  close.addEventListener("click", () => input.blur());
  root.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && root.contains(event.relatedTarget)) return;
    clearTimeout(pause);
    asking.abort();
    clearTimeout(slow);
    toggle(false);
  });
  promised(root, ".cp-popup-help", HTMLButtonElement).addEventListener("click", openHelp);
  document.addEventListener("keydown", (event) => {
    if (!callsForSearch(event)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

/**
 * The query whose words the page of a hit is to mark: what is still being typed may
 * become any word that begins so, and a page no longer knows that it was being typed.
 *
 * @param {Answer} answer
 */
function markedQuery({ query, corrected, suggestion, hits }) {
  if (corrected && suggestion) return suggestion;
  const [last = ""] = query.match(/[\p{L}\p{N}]+$/u) ?? [];
  const isWhole = hits.some(({ snippet, marks }) =>
    marks?.snippet.some(([start, end]) =>
      snippet.slice(start, end).toLowerCase().split(" ").includes(last.toLowerCase()),
    ),
  );
  return last && !isWhole ? `${query}*` : query;
}

/**
 * What has to be said above the hits.
 *
 * @param {Answer} answer
 */
function told({ total, corrected, suggestion, error }) {
  const said = [];
  if (error) said.push(error);
  if (corrected && suggestion) said.push(`No passage has these words. Shown is “${suggestion}”.`);
  else if (!total) said.push("No passage has these words.");
  return said.join(" ");
}
