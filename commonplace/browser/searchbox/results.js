/**
 * The search page: its address says what is asked, and it shows the answer.
 */

import { addressOf, askedIn, chosenIn } from "./address.js";
import { made, promised } from "./elements.js";
import { facetLists } from "./facets.js";
import { openHelp } from "./help-event.js";
import { furtherItem, hitItem, moreInWords } from "./hit.js";
import { callsForSearch } from "./keys.js";
import { failure, nothingFound, notesOn, why } from "./notices.js";
import { dividerInWords, foundInWords } from "./phrases.js";

/** @typedef {import("../search/client.js").Client} Client */
/** @typedef {import("../search/engine.js").Answer} Answer */
/** @typedef {import("../search/engine.js").Hit} Hit */
/** @typedef {import("./address.js").Asked} Asked */
/** @typedef {import("./hit.js").Showing} Showing */

const SCREEN = 10; // pages shown at first, and more at each "Show more"
const PAUSE = 120; // milliseconds without a key before the engine is asked
const SLOW = 300; // milliseconds before a search is said to take its time
/** @type {import("./facets.js").Counts} */
const NO_COUNTS = { kind: [], year: [], speaker: [], topic: [] };
const SETTLED = 150; // milliseconds after scrolling before the place is noted

/**
 * What the browser keeps with an entry of its history, so that "back" finds it again:
 * how many pages were shown, of which all hits, and how far down the reader was.
 *
 * @typedef {{shown: number, opened: string[], scroll: number}} Place
 */

/**
 * Bring the search page to life.
 *
 * @param {HTMLElement} root
 * @param {{base: string, client: Pick<Client, "search">}} site
 */
export function offerResults(root, { base, client }) {
  const form = promised(root, "form", HTMLFormElement);
  const input = promised(form, "input", HTMLInputElement);
  const status = promised(root, ".cp-search-status", HTMLElement);
  const notes = promised(root, ".cp-search-notes", HTMLElement);
  const found = promised(root, ".cp-search-found", HTMLElement);
  const results = promised(root, ".cp-results", HTMLElement);
  const facets = promised(root, ".cp-facets", HTMLDetailsElement);
  const facetRoom = promised(root, ".cp-facets-room", HTMLElement);
  const sort = promised(root, "select", HTMLSelectElement);
  const title = document.title;
  /** @type {Set<string>} */
  const openedFacets = new Set();
  /** Shows all hits of a page that is in the list. @type {Map<string, () => Promise<void>>} */
  const unfolding = new Map();
  let asked = askedIn(location.search);
  /** @type {Place} */
  let place = placeIn(history.state);
  let asking = new AbortController();
  let pause = 0;
  let slow = 0;
  let settling = 0;

  /** Put what is asked into the address. @param {"pushState" | "replaceState"} how */
  function note(how) {
    history[how](place, "", location.pathname + addressOf(asked));
    document.title = asked.q ? `${asked.q} - ${title}` : title;
  }

  /** @param {Asked} next chosen, not typed: "back" takes it back */
  function choose(next) {
    clearTimeout(pause);
    notePlace();
    asked = next;
    place = placeIn(null);
    note("pushState");
    void ask();
  }

  function notePlace() {
    place = { ...place, scroll: scrollY };
    history.replaceState(place, "");
  }

  /** @param {{typing?: boolean, scroll?: number}} [how] */
  async function ask({ typing = false, scroll } = {}) {
    asking.abort();
    clearTimeout(slow);
    asking = new AbortController();
    const { signal } = asking;
    if (!typing) input.value = asked.q;
    sort.value = asked.sort || "relevance";
    if (!asked.q) return nothingAsked();
    root.setAttribute("aria-busy", "true");
    slow = setTimeout(() => (status.textContent = "Searching…"), SLOW);
    try {
      const { q, sort: order } = asked;
      const how = {
        typing,
        grouped: true,
        limit: place.shown,
        within: chosenIn(asked),
        sort: order || "relevance",
        facets: true,
        marks: true,
        signal,
      };
      const answer = await client.search(q, how);
      if (signal.aborted) return;
      show(answer);
      await Promise.all(place.opened.map((page) => unfolding.get(page)?.()));
      if (scroll !== undefined && !signal.aborted) scrollTo({ top: scroll, behavior: "instant" });
    } catch (problem) {
      if (!signal.aborted) failed(problem);
    } finally {
      if (!signal.aborted) {
        clearTimeout(slow);
        root.removeAttribute("aria-busy");
      }
    }
  }

  function nothingAsked() {
    root.removeAttribute("aria-busy");
    status.textContent = "Type words to search every passage, or press ? for how to ask.";
    notes.replaceChildren();
    results.replaceChildren();
    found.hidden = true;
  }

  /** @param {Answer} answer */
  function show(answer) {
    unfolding.clear();
    const showing = { base, query: (answer.corrected && answer.suggestion) || asked.q };
    status.textContent = foundInWords(answer);
    notes.replaceChildren(...notesOn(answer, asked, choose));
    const lists = facetLists(answer.facets ?? NO_COUNTS, asked, { opened: openedFacets, choose });
    facetRoom.replaceChildren(...lists);
    facets.hidden = !lists.length;
    found.hidden = false;
    sort.disabled = !answer.total;
    const nothing = () => [nothingFound(asked, choose)];
    results.replaceChildren(...(answer.total ? resultLists(answer, showing) : nothing()));
  }

  /**
   * @param {Answer} answer
   * @param {Showing} showing
   */
  function resultLists(answer, showing) {
    const whole = answer.hits.slice(0, answer.completeGroups);
    const partial = answer.hits.slice(whole.length);
    const parts = [];
    if (whole.length) parts.push(listOf(whole, showing));
    if (partial.length) {
      parts.push(made("h2", { class: "cp-divider" }, dividerInWords(answer)));
      parts.push(listOf(partial, showing));
    }
    if ((answer.groups ?? 0) > answer.hits.length) {
      const button = made("button", { type: "button", class: "cp-button cp-more-pages" }, "Show more");
      button.addEventListener("click", () => void showMore(button));
      parts.push(button);
    }
    return parts;
  }

  /**
   * @param {Hit[]} hits
   * @param {Showing} showing
   */
  function listOf(hits, showing) {
    return made("ol", { class: "cp-plain cp-hits" }, ...hits.map((hit) => groupItem(hit, showing)));
  }

  /**
   * A hit, with a button for the others on its page.
   *
   * @param {Hit} hit
   * @param {Showing} showing
   */
  function groupItem(hit, showing) {
    const item = hitItem(hit, showing);
    if (!hit.more) return item;
    const button = made(
      "button",
      { type: "button", class: "cp-hit-more", "aria-expanded": "false" },
      moreInWords(hit.more),
    );
    const others = made("ol", { class: "cp-plain cp-hit-others", hidden: true });
    const [page] = hit.address.split("#");
    const open = () => unfold(button, others, hit, showing);
    unfolding.set(page, open);
    button.addEventListener("click", () => {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      place.opened = place.opened.filter((other) => other !== page);
      if (!isOpen) place.opened.push(page);
      notePlace();
      if (isOpen) fold(button, others);
      else void open();
    });
    item.append(button, others);
    return item;
  }

  /**
   * @param {HTMLElement} button
   * @param {HTMLElement} others
   */
  function fold(button, others) {
    button.setAttribute("aria-expanded", "false");
    others.hidden = true;
  }

  /**
   * Show the other hits of a page.
   *
   * @param {HTMLElement} button
   * @param {HTMLElement} others
   * @param {Hit} hit the one that is shown already
   * @param {Showing} showing
   */
  async function unfold(button, others, hit, showing) {
    button.setAttribute("aria-expanded", "true");
    others.hidden = false;
    if (others.childElementCount) return;
    const { signal } = asking;
    try {
      const how = {
        document: hit.address.split("#")[0],
        limit: (hit.more ?? 0) + 1,
        marks: true,
        within: chosenIn(asked),
        sort: asked.sort || "relevance",
        signal,
      };
      const answer = await client.search(asked.q, how);
      const further = answer.hits.filter((other) => other.address !== hit.address);
      others.replaceChildren(...further.map((other) => furtherItem(other, showing)));
    } catch (problem) {
      if (signal.aborted) return;
      fold(button, others);
      others.replaceChildren();
      status.textContent = `The others could not be loaded. ${why(problem)} Press the button to try again.`;
    }
  }

  /** @param {HTMLElement} button */
  async function showMore(button) {
    const first = place.shown;
    button.setAttribute("disabled", "");
    place = { ...place, shown: place.shown + SCREEN };
    notePlace();
    await ask({ scroll: scrollY });
    titles()[first]?.focus({ preventScroll: true });
  }

  /** @param {unknown} problem */
  function failed(problem) {
    status.textContent = "The search failed.";
    notes.replaceChildren(failure(problem, () => void ask()));
    results.replaceChildren();
    facets.hidden = true;
    sort.disabled = true;
  }

  const titles = () =>
    /** @type {HTMLElement[]} */ ([...results.querySelectorAll(".cp-hit-title a, .cp-hit-further a")]);

  input.addEventListener("input", () => {
    asked = { ...asked, q: input.value.trim() };
    place = placeIn(null);
    clearTimeout(pause);
    pause = setTimeout(() => {
      note("replaceState"); // not at every key: browsers allow a hundred in half a minute
      void ask({ typing: true });
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    asked = { ...asked, q: input.value.trim() };
    note("replaceState");
    void ask();
  });
  sort.addEventListener("change", () => {
    choose({ ...asked, sort: sort.value === "relevance" ? "" : sort.value });
  });
  promised(root, ".cp-search-help", HTMLButtonElement).addEventListener("click", openHelp);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === input && input.value) {
      event.preventDefault();
      input.value = "";
      input.dispatchEvent(new Event("input"));
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const all = titles();
    const here = all.findIndex((link) => link === document.activeElement);
    if (here < 0 && (event.target !== input || step < 0)) return;
    event.preventDefault();
    if (here + step < 0) input.focus();
    else all[here + step]?.focus();
  });
  // On this page the keys lead to the page's own box, not to the header's.
  document.addEventListener(
    "keydown",
    (event) => {
      if (!callsForSearch(event)) return;
      event.preventDefault();
      input.focus();
      input.select();
    },
    { capture: true },
  );
  addEventListener("popstate", (event) => {
    clearTimeout(pause);
    asked = askedIn(location.search);
    place = placeIn(event.state);
    void ask({ scroll: place.scroll });
  });
  addEventListener("scroll", () => {
    clearTimeout(settling);
    settling = setTimeout(notePlace, SETTLED);
  });
  addEventListener("pagehide", () => {
    clearTimeout(settling);
    notePlace();
  });
  history.scrollRestoration = "manual";
  const wide = matchMedia("(min-width: 60em)");
  const fitFacets = () => (facets.open = wide.matches);
  wide.addEventListener("change", fitFacets);
  fitFacets();
  root.hidden = false;
  note("replaceState");
  if (!asked.q) input.focus({ preventScroll: true });
  void ask({ scroll: place.scroll });
}

/**
 * @param {any} state of the browser's history
 * @returns {Place}
 */
function placeIn(state) {
  const { shown = SCREEN, opened = [], scroll = 0 } = state ?? {};
  return { shown, opened, scroll };
}
