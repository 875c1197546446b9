/**
 * The list of results: the best hit of each page, with a button for the others there.
 */

import { allOf, buttonFor, made } from "../elements.js";
import { pageUrl } from "../search/client.js";
import { furtherItem, hitItem, moreInWords } from "./hit.js";
import { markedText } from "./marks.js";
import { dividerInWords, kindInWords } from "./phrases.js";
import { t } from "../texts.js";

/** @typedef {import("../search/engine.js").Answer} Answer */
/** @typedef {import("../search/engine.js").Hit} Hit */
/** @typedef {import("./hit.js").Showing} Showing */

/**
 * What the list needs of the page it is on.
 *
 * @typedef {object} Around
 * @property {(page: string, count: number) => Promise<Hit[] | null>} hitsOf the hits of a
 *   page, at most so many; null where nobody waits for them any more
 * @property {(page: string, isOpen: boolean) => void} noteOpened
 * @property {(problem: unknown) => void} sayWhatFailed
 * @property {() => Promise<void>} showMore pages
 */

export class ResultList {
  /**
   * @param {HTMLElement} room
   * @param {Around} around
   */
  constructor(room, around) {
    this.room = room;
    this.around = around;
    /** Shows all hits of a page that is in the list. @type {Map<string, () => Promise<void>>} */
    this.unfolding = new Map();
  }

  /**
   * @param {Answer} answer
   * @param {Showing} showing
   */
  show(answer, showing) {
    this.unfolding.clear();
    const whole = answer.hits.slice(0, answer.completeGroups);
    const partial = answer.hits.slice(whole.length);
    const parts = [];
    if (whole.length) parts.push(this.listOf(whole, showing));
    if (partial.length) {
      parts.push(made("h2", { class: "cp-divider" }, dividerInWords(answer)));
      parts.push(this.listOf(partial, showing));
    }
    if ((answer.groups ?? 0) > answer.hits.length) parts.push(this.buttonForMore());
    this.room.replaceChildren(...parts);
  }

  /** Unfold pages as a button would. @param {string[]} pages */
  async unfoldAll(pages) {
    await Promise.all(pages.map((page) => this.unfolding.get(page)?.()));
  }

  /** The links of the hits, from top to bottom. */
  titles() {
    return allOf(this.room, ".cp-hit-title a, .cp-hit-further a", HTMLElement);
  }

  /**
   * @param {Hit[]} hits
   * @param {Showing} showing
   */
  listOf(hits, showing) {
    const rows = hits.map((hit) => this.groupItem(hit, showing));
    return made("ol", { class: "cp-plain cp-hits" }, ...rows);
  }

  buttonForMore() {
    const showMore = async () => {
      const first = this.titles().length;
      button.disabled = true;
      await this.around.showMore();
      this.titles()[first]?.focus({ preventScroll: true });
    };
    const button = buttonFor(showMore, { class: "cp-button cp-more-pages" }, t`Show more`);
    return button;
  }

  /**
   * A hit, with a button for the others on its page.
   *
   * @param {Hit} hit
   * @param {Showing} showing
   */
  groupItem(hit, showing) {
    const item = hitItem(hit, showing);
    if (!hit.more) return item;
    const [page] = hit.address.split("#");
    const others = made("ol", { class: "cp-plain cp-hit-others", hidden: true });
    const unfold = () => this.unfold(button, others, hit, showing);
    const press = () => {
      const isOpen = button.getAttribute("aria-expanded") !== "true";
      this.around.noteOpened(page, isOpen);
      if (isOpen) void unfold();
      else toggle(button, others, false);
    };
    const attributes = { class: "cp-hit-more", "aria-expanded": "false" };
    const button = buttonFor(press, attributes, moreInWords(hit.more));
    this.unfolding.set(page, unfold);
    item.append(button, others);
    return item;
  }

  /**
   * Show the other hits of a page.
   *
   * @param {HTMLElement} button
   * @param {HTMLElement} others
   * @param {Hit} hit the one that is shown already
   * @param {Showing} showing
   */
  async unfold(button, others, hit, showing) {
    toggle(button, others, true);
    if (others.childElementCount) return;
    try {
      const hits = await this.around.hitsOf(hit.address.split("#")[0], (hit.more ?? 0) + 1);
      if (!hits) return;
      const further = hits.filter((other) => other.address !== hit.address);
      others.replaceChildren(...further.map((other) => furtherItem(other, showing)));
    } catch (problem) {
      toggle(button, others, false);
      this.around.sayWhatFailed(problem);
    }
  }
}

/**
 * The pages whose title, description or name has the words, as a short list of links.
 *
 * @param {Answer} answer
 * @param {string} base the site's root
 * @returns {HTMLElement[]}
 */
export function pagesNamed({ pages = [] }, base) {
  if (!pages.length) return [];
  const items = pages.map(({ address, title, kind, marks }) =>
    made(
      "li",
      {},
      made("a", { href: pageUrl(base, address) }, markedText(title, marks.title)),
      made("span", { class: "cp-page-kind" }, ` ${kindInWords(kind)}`),
    ),
  );
  const label = made("h2", { class: "cp-label", id: "cp-pages-named" }, t`Pages`);
  const list = made("ul", { class: "cp-plain", "aria-labelledby": "cp-pages-named" }, ...items);
  return [made("div", { class: "cp-pages-named" }, label, list)];
}

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} others
 * @param {boolean} isOpen
 */
function toggle(button, others, isOpen) {
  button.setAttribute("aria-expanded", String(isOpen));
  others.hidden = !isOpen;
}
