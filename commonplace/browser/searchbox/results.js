/**
 * The search page: its address says what is asked, and it shows the answer.
 */

import { promised } from "../elements.js";
import { addressOf, askedIn, chosenIn } from "./address.js";
import { Asking } from "./asking.js";
import { facetLists } from "./facets.js";
import { openHelp } from "./help-event.js";
import { leadKeysTo, stepOf } from "./keys.js";
import { failure, nothingFound, notesOn, why } from "./notices.js";
import { foundInWords } from "./phrases.js";
import { SCREEN, onceSettled, placeIn } from "./place.js";
import { ResultList, pagesNamed } from "./result-list.js";
import { t } from "../texts.js";

/** @typedef {import("../search/client.js").Client} Client */
/** @typedef {import("../search/engine.js").Answer} Answer */
/** @typedef {import("./address.js").Asked} Asked */

/** @type {import("./facets.js").Counts} */
const NO_COUNTS = { kind: [], year: [], speaker: [], topic: [] };

/**
 * Bring the search page to life.
 *
 * @param {HTMLElement} root
 * @param {{base: string, client: Pick<Client, "search">}} site
 */
export function offerResults(root, site) {
  const page = new SearchPage(root, site);
  page.listenToWords();
  page.listenToKeys();
  page.listenToHistory();
  page.fitFacets();
  page.begin();
}

class SearchPage {
  /**
   * @param {HTMLElement} root
   * @param {{base: string, client: Pick<Client, "search">}} site
   */
  constructor(root, { base, client }) {
    this.root = root;
    this.base = base;
    this.form = promised(root, "form", HTMLFormElement);
    this.input = promised(this.form, "input", HTMLInputElement);
    this.status = promised(root, ".cp-search-status", HTMLElement);
    this.notes = promised(root, ".cp-search-notes", HTMLElement);
    this.found = promised(root, ".cp-search-found", HTMLElement);
    this.results = promised(root, ".cp-results", HTMLElement);
    this.facets = promised(root, ".cp-facets", HTMLDetailsElement);
    this.facetRoom = promised(root, ".cp-facets-room", HTMLElement);
    this.sort = promised(root, "select", HTMLSelectElement);
    this.title = document.title;
    /** @type {Set<string>} */
    this.openedFacets = new Set();
    this.asked = askedIn(location.search);
    this.place = placeIn(history.state);
    this.asking = new Asking(client, () => (this.status.textContent = t`Searching…`));
    this.list = new ResultList(this.results, this);
    this.choose = this.choose.bind(this);
  }

  // What a reader does

  listenToWords() {
    this.input.addEventListener("input", () => {
      this.read();
      this.place = placeIn(null);
      this.asking.soon(() => {
        this.note("replaceState"); // not at every key: browsers allow a hundred in half a minute
        void this.ask({ typing: true });
      });
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.read();
      this.note("replaceState");
      void this.ask();
    });
    this.sort.addEventListener("change", () => {
      const { value } = this.sort;
      this.choose({ ...this.asked, sort: value === "relevance" ? "" : value });
    });
    promised(this.root, ".cp-search-help", HTMLButtonElement).addEventListener("click", openHelp);
  }

  listenToKeys() {
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target === this.input && this.input.value) {
        event.preventDefault();
        this.input.value = "";
        this.input.dispatchEvent(new Event("input"));
      }
      const step = event.shiftKey ? 0 : stepOf(event);
      if (step && this.move(step, event.target)) event.preventDefault();
    });
    // On this page the keys lead to the page's own box, not to the header's.
    leadKeysTo(this.input, { capture: true });
  }

  listenToHistory() {
    addEventListener("popstate", (event) => {
      this.asked = askedIn(location.search);
      this.place = placeIn(event.state);
      void this.ask({ scroll: this.place.scroll });
    });
    onceSettled(() => this.notePlace());
    history.scrollRestoration = "manual";
  }

  /** Open the facets where there is room for them beside the results. */
  fitFacets() {
    const wide = matchMedia("(min-width: 60em)");
    const fit = () => (this.facets.open = wide.matches);
    wide.addEventListener("change", fit);
    fit();
  }

  /** Show the page, and the answer to what its address asks. */
  begin() {
    this.root.hidden = false;
    this.note("replaceState");
    if (!this.asked.q) this.input.focus({ preventScroll: true });
    void this.ask({ scroll: this.place.scroll });
  }

  /**
   * From the input to the first title, and from one title to the next.
   *
   * @param {number} step
   * @param {EventTarget | null} target
   * @returns {boolean} whether the arrow led from somewhere that it leads from
   */
  move(step, target) {
    const titles = this.list.titles();
    const here = titles.findIndex((link) => link === document.activeElement);
    if (here < 0 && (target !== this.input || step < 0)) return false;
    if (here + step < 0) this.input.focus();
    else titles[here + step]?.focus();
    return true;
  }

  // What is asked, and where the reader is

  read() {
    this.asked = { ...this.asked, q: this.input.value.trim() };
  }

  /** @param {Asked} next chosen, not typed: "back" takes it back */
  choose(next) {
    this.notePlace();
    this.asked = next;
    this.place = placeIn(null);
    this.note("pushState");
    void this.ask();
  }

  /** Put what is asked into the address. @param {"pushState" | "replaceState"} how */
  note(how) {
    const { asked, place, title } = this;
    history[how](place, "", location.pathname + addressOf(asked));
    document.title = asked.q ? `${asked.q} - ${title}` : title;
  }

  notePlace() {
    this.place = { ...this.place, scroll: scrollY };
    history.replaceState(this.place, "");
  }

  /**
   * @param {string} page
   * @param {boolean} isOpen
   */
  noteOpened(page, isOpen) {
    const others = this.place.opened.filter((other) => other !== page);
    this.place = { ...this.place, opened: isOpen ? [...others, page] : others };
    this.notePlace();
  }

  async showMore() {
    this.place = { ...this.place, shown: this.place.shown + SCREEN };
    this.notePlace();
    await this.ask({ scroll: scrollY });
  }

  // Asking

  /** @param {{typing?: boolean, scroll?: number}} [how] */
  async ask({ typing = false, scroll } = {}) {
    const { q, sort } = this.asked;
    if (!typing) this.input.value = q;
    this.sort.value = sort || "relevance";
    if (!q) return this.showNothingAsked();
    this.root.setAttribute("aria-busy", "true");
    try {
      const options = { typing, grouped: true, limit: this.place.shown, facets: true, pages: 3 };
      const asked = { ...options, ...this.options() };
      const answer = await this.asking.ask(q, { ...asked, meaning: false });
      if (!answer) return; // the next one is on its way
      const { signal } = this.asking.control;
      this.show(answer);
      // What is similar in meaning comes later, so that nobody who finds by words waits for it.
      const more = typing
        ? null
        : await this.asking.askBeside(q, asked).catch(() => null);
      if (more?.hits.some(({ similar }) => similar)) this.show(more);
      await this.list.unfoldAll(this.place.opened);
      if (signal.aborted) return;
      if (scroll !== undefined) scrollTo({ top: scroll, behavior: "instant" });
    } catch (problem) {
      this.showFailure(problem);
    }
    this.root.removeAttribute("aria-busy");
  }

  /** What all queries of the page have in common. */
  options() {
    const { asked } = this;
    return { within: chosenIn(asked), sort: asked.sort || "relevance", marks: true };
  }

  /**
   * @param {string} page
   * @param {number} count
   */
  async hitsOf(page, count) {
    const options = { ...this.options(), document: page, limit: count };
    const answer = await this.asking.askBeside(this.asked.q, options);
    return answer && answer.hits;
  }

  // Showing

  /** @param {Answer} answer */
  show(answer) {
    const { asked, base, choose, openedFacets: opened } = this;
    this.status.textContent = foundInWords(answer);
    this.notes.replaceChildren(...notesOn(answer, asked, choose));
    const lists = facetLists(answer.facets ?? NO_COUNTS, asked, { opened, choose });
    this.facetRoom.replaceChildren(...lists);
    this.facets.hidden = !lists.length;
    this.found.hidden = false;
    this.sort.disabled = !answer.total;
    const query = (answer.corrected && answer.suggestion) || asked.q;
    if (answer.total) this.list.show(answer, { base, query });
    else this.results.replaceChildren(nothingFound(asked, choose));
    this.results.prepend(...pagesNamed(answer, base));
  }

  showNothingAsked() {
    this.asking.stop();
    this.root.removeAttribute("aria-busy");
    this.status.textContent = t`Type to search every passage, or press ? for search tips.`;
    this.notes.replaceChildren();
    this.results.replaceChildren();
    this.found.hidden = true;
  }

  /** @param {unknown} problem */
  showFailure(problem) {
    this.status.textContent = t`The search failed.`;
    this.notes.replaceChildren(failure(problem, () => void this.ask()));
    this.results.replaceChildren();
    this.facets.hidden = true;
    this.sort.disabled = true;
  }

  /** @param {unknown} problem with the other hits of a page */
  sayWhatFailed(problem) {
    const reason = why(problem);
    this.status.textContent = t`More results could not be loaded. ${reason} Press the button to try again.`;
  }
}
