/**
 * The search box in the header of every page: a combobox with the best hits below it.
 */

import { made, promised } from "../elements.js";
import { pageUrl } from "../search/client.js";
import { addressOf } from "./address.js";
import { around } from "./around.js";
import { Asking } from "./asking.js";
import { GROUPS, choice } from "./groups.js";
import { openHelp } from "./help-event.js";
import { leadKeysTo, onClick, stepOf } from "./keys.js";
import { why } from "./notices.js";
import { foundInWords, unknownInWords } from "./phrases.js";
import { Popup } from "./popup.js";
import { t } from "../texts.js";

/** @typedef {import("../search/client.js").Client} Client */
/** @typedef {import("../search/engine.js").Answer} Answer */

const SILENCE = 700; // milliseconds before a result is announced
/** What is asked for: five passages, and three pages of each kind. */
const OPTIONS = { typing: true, grouped: true, limit: 5, pages: 3, marks: true };

/**
 * Bring the box to life.
 *
 * @param {HTMLElement} root the box, as the header's template has it
 * @param {{base: string, client: Client}} site
 */
export function offerBox(root, site) {
  const box = new SearchBox(root, site);
  box.listenToWords();
  box.listenToKeys();
  box.listenToFocus();
}

class SearchBox {
  /**
   * @param {HTMLElement} root
   * @param {{base: string, client: Client}} site
   */
  constructor(root, { base, client }) {
    this.root = root;
    this.base = base;
    this.client = client;
    this.input = promised(root, "input", HTMLInputElement);
    this.status = promised(root, "[role=status]", HTMLElement);
    this.popup = new Popup(root, this.input);
    this.asking = new Asking(client, () => {
      if (!this.popup.isOpen) this.popup.show(t`Searching…`, []);
    });
    this.silence = 0;
  }

  listenToWords() {
    this.input.addEventListener("input", () => this.asking.soon(() => void this.ask()));
    promised(this.root, "form", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.asking.stop();
      location.assign(this.addressOf(this.input.value.trim()));
    });
  }

  listenToKeys() {
    leadKeysTo(this.input);
    this.input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      const step = stepOf(event);
      const chosen = this.popup.chosen();
      if (step) {
        this.move(step);
      } else if (event.key === "Enter" && chosen) {
        chosen.click(); // where none is, the form leads to all results
      } else if (event.key === "Escape") {
        event.stopPropagation();
        this.leave();
      } else {
        return;
      }
      event.preventDefault();
    });
  }

  listenToFocus() {
    this.input.addEventListener("focus", () => {
      this.client.warm();
      if (this.input.value.trim() && !this.popup.isOpen) void this.ask();
    });
    this.root.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && this.root.contains(relatedTarget)) return;
      this.asking.stop();
      this.popup.close();
    });
    const close = promised(this.root, ".cp-box-close", HTMLButtonElement);
    close.addEventListener("mousedown", (event) => event.preventDefault());
    close.addEventListener("click", () => this.input.blur());
    promised(this.root, ".cp-popup-help", HTMLButtonElement).addEventListener("click", openHelp);
  }

  /** @param {number} step through the list, which is asked for if there is none */
  move(step) {
    if (this.popup.isOpen && this.popup.options().length) this.popup.move(step);
    else void this.ask();
  }

  /** Take back the last thing that is there: the list, then the words, then the focus. */
  leave() {
    this.asking.stop();
    if (this.popup.isOpen) this.popup.close();
    else if (this.input.value) this.input.value = "";
    else this.input.blur();
  }

  async ask() {
    const query = this.input.value.trim();
    if (!query) {
      this.asking.stop();
      this.announce("");
      this.popup.close();
      return;
    }
    try {
      const answer = await this.asking.ask(query, OPTIONS);
      if (answer) this.show(answer, query);
    } catch (problem) {
      this.showFailure(problem);
    }
  }

  /**
   * @param {Answer} answer
   * @param {string} query
   */
  show(answer, query) {
    const showing = { base: this.base, query: markedQuery(answer) };
    const groups = GROUPS.flatMap((group) => group(answer, showing));
    const all = answer.total ? t`All results for “${query}”` : t`Other things to try`;
    const meant = answer.suggestion && !answer.corrected ? [this.meantChoice(answer.suggestion)] : [];
    const last = choice("cp-choice-all", { href: this.addressOf(query) }, all);
    this.popup.show(told(answer), [...meant, ...groups, last]);
    this.announce(answer.total ? foundInWords(answer) : t`No passages`);
  }

  /** @param {string} suggestion */
  meantChoice(suggestion) {
    const words = made("em", {}, suggestion);
    const href = this.addressOf(suggestion);
    const meant = choice("cp-choice-meant", { href }, ...around(t`Did you mean {query}?`, { query: words }));
    return onClick(meant, () => {
      this.input.value = suggestion;
      void this.ask();
    });
  }

  /** @param {unknown} problem */
  showFailure(problem) {
    const retry = choice("cp-choice-all", {}, t`Try again`);
    retry.addEventListener("click", () => void this.ask());
    this.popup.show(`${t`The search failed.`} ${why(problem)}`, [retry]);
    this.announce(t`The search failed. Try again is the one choice`);
  }

  /** @param {string} words said to those who listen instead of looking, once typing rests */
  announce(words) {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => (this.status.textContent = words), SILENCE);
  }

  /** @param {string} query @returns {string} the address of all results for it */
  addressOf(query) {
    return pageUrl(this.base, "search/") + addressOf({ q: query });
  }
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
function told({ total, corrected, suggestion, unknown = [], error }) {
  const said = [];
  if (error) said.push(error);
  if (corrected && suggestion) said.push(t`Showing results for “${suggestion}”.`);
  if (unknown.length) said.push(unknownInWords(unknown));
  else if (!total) said.push(t`No passage has these words.`);
  return said.join(" ");
}
