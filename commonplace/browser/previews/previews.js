/**
 * A small card with the first lines of what a link leads to, for a mouse that rests on it and
 * for the keyboard's focus. Footnotes open in a card when they are pressed, on touch as well.
 */

import { firstOf, made, moveTo } from "../elements.js";
import { bare } from "../words.js";
import { pieceBehind } from "./pieces.js";

/** Milliseconds that a pointer rests on a link, and for which a card outlives its leaving. */
const REST = 350;
const LINGER = 200;
/** How far a card stays from its link and from the edges of the window, in CSS pixels. */
const GAP = 6;
const CARD = "cp-preview";
/** Links that lead to no words: to the page's own parts, to recordings and to files. */
const NONE = ".headerlink, .cp-anchor, .cp-time, .cp-back, .cp-recording, [role=button], [data-media]";

/**
 * Offer cards for the links in the text of a page.
 *
 * @param {Document} page
 * @param {string} base the site's root
 */
export function offerPreviews(page, base) {
  const content = firstOf(page, ".md-content", HTMLElement);
  if (!content) return;
  const cards = new Cards(content);
  content.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkAt(event.target, base);
    if (link) cards.soon(link);
    else if (!isCard(event.target)) cards.leave();
    else cards.stay();
  });
  content.addEventListener("pointerleave", () => cards.leave());
  content.addEventListener("focusin", (event) => {
    const link = linkAt(event.target, base);
    if (link?.matches(":focus-visible")) cards.soon(link);
  });
  content.addEventListener("focusout", () => cards.leave());
  content.addEventListener("click", (event) => {
    const link = linkAt(event.target, base);
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link?.closest(".cp-noteref") && plain && cards.toggle(link)) event.preventDefault();
    else if (!isCard(event.target)) cards.close();
  });
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cards.close();
  });
}

/** The one card that is open, or about to open. */
class Cards {
  /** @param {HTMLElement} content */
  constructor(content) {
    this.content = content;
    /** @type {HTMLAnchorElement | null} */
    this.link = null;
    /** @type {HTMLElement | null} */
    this.card = null;
    this.timer = 0;
  }

  /** @param {HTMLAnchorElement} link */
  soon(link) {
    this.stay();
    if (link === this.link) return;
    this.close();
    this.link = link;
    this.timer = setTimeout(() => this.show(link), REST);
  }

  /** The card stays although the pointer has left its link. */
  stay() {
    clearTimeout(this.timer);
  }

  leave() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.close(), LINGER);
  }

  /**
   * Open a footnote's card at once, or close it. False where it has none and the link is followed.
   * @param {HTMLAnchorElement} link
   */
  toggle(link) {
    this.stay();
    if (!document.getElementById(link.hash.slice(1))) return false;
    const open = this.card !== null && this.link === link;
    this.close();
    this.link = open ? null : link;
    if (!open) void this.show(link);
    return true;
  }

  close() {
    clearTimeout(this.timer);
    this.card?.remove();
    this.link?.removeAttribute("aria-describedby");
    this.link = null;
    this.card = null;
  }

  /** @param {HTMLAnchorElement} link */
  async show(link) {
    const piece = await pieceBehind(link).catch(() => null);
    if (!piece || link !== this.link || this.card) return;
    const id = "cp-preview";
    const title = piece.title ? made("p", { class: "cp-preview-title" }, piece.title) : null;
    this.card = made("div", { class: CARD, id, role: "tooltip" }, title, made("p", {}, piece.words));
    this.content.append(this.card);
    link.setAttribute("aria-describedby", id);
    place(this.card, link);
  }
}

/**
 * The link at a target that leads to words of the site.
 *
 * @param {EventTarget | null} target
 * @param {string} base
 * @returns {HTMLAnchorElement | null}
 */
function linkAt(target, base) {
  const link = target instanceof Element ? target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.matches(NONE) || link.search) return null;
  if (!link.href.startsWith(base) || /\.(?!html$)\w+$/.test(link.pathname)) return null;
  return link.hash || bare(link.href) !== bare(document.location.href) ? link : null;
}

/** @param {EventTarget | null} target */
function isCard(target) {
  return target instanceof Element && target.closest(`.${CARD}`) !== null;
}

/**
 * Put a card below the last line of its link, or above the first where there is no room.
 *
 * @param {HTMLElement} card
 * @param {HTMLElement} link
 */
function place(card, link) {
  const { clientWidth, clientHeight } = document.documentElement;
  const lines = [...link.getClientRects()];
  const last = lines[lines.length - 1];
  const left = Math.max(GAP, Math.min(last.left, clientWidth - card.offsetWidth - GAP));
  const below = last.bottom + GAP + card.offsetHeight <= clientHeight;
  moveTo(card, left, below ? last.bottom + GAP : lines[0].top - card.offsetHeight - GAP);
}
