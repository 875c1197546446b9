/**
 * One menu for a turn, a paragraph or a selection: copy a link or a quotation, cite, keep.
 */

import { shelf } from "../book/shelf.js";
import { allOf, buttonFor, firstOf, made, moveTo } from "../elements.js";
import { quote } from "./citations.js";
import { copy } from "./clipboard.js";
import { citeDialog, keepDialog, shownText } from "./dialogs.js";
import { kept } from "./kept.js";
import { quotation, selectedIn, sourceOf } from "./quotable.js";
import { openMenu } from "./menu.js";
import { t } from "../texts.js";

/** @typedef {import("./quotable.js").Quotation} Quotation */
/** @typedef {import("./menu.js").Choice} Choice */
/** @typedef {ReturnType<typeof shelf>} Shelf */

/**
 * @typedef {object} Site
 * @property {string} base its root
 * @property {Shelf | null} book null where the site has none
 */

/**
 * Put a menu into every passage of the page, and one beside whatever is selected.
 *
 * @param {Document} page
 * @param {Site} site
 */
export function offerMenus(page, site) {
  const passages = allOf(page, ".cp-turn[id], .cp-passage[id]", HTMLElement);
  if (!passages.length) return;
  const source = sourceOf(page);
  const status = made("p", { class: "cp-said-aloud", role: "status" });
  page.body.append(status);
  const say = (/** @type {string} */ words) => {
    status.textContent = words;
  };

  /** @param {HTMLElement} passage @param {HTMLElement} button @param {Range | null} selected */
  const open = (passage, button, selected) => {
    const quoted = quotation(passage, source, selected);
    openMenu(button, choices({ quoted, passage, button, site, say }));
  };
  for (const passage of passages) {
    const at = passage.querySelector(".cp-time")?.textContent;
    const label = at ? t`Quote, cite or save ${at}` : t`Quote, cite or save`;
    const button = menuButton(label, () => open(passage, button, selectionIn(passage)));
    (firstOf(passage, ":scope > .cp-gutter", HTMLElement) ?? passage).append(button);
  }
  offerForSelection(page, open);
  markKept(passages, source, site);
}

/** @param {string} label @param {() => void} press */
function menuButton(label, press) {
  return buttonFor(press, {
    class: "cp-menu-button",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    "aria-label": label,
    title: t`Quote, cite or save`,
  });
}

/** @param {HTMLElement} passage @returns {Range | null} what is selected there */
function selectionIn(passage) {
  const found = selectedIn(getSelection());
  return found?.passage === passage ? found.range : null;
}

/**
 * What can be done with a quotation.
 * @param {{quoted: Quotation, passage: HTMLElement, button: HTMLElement, site: Site,
 *   say: (words: string) => void}} at
 * @returns {Choice[]}
 */
function choices({ quoted, passage, button, site, say }) {
  // The address in the bar may be another than the canonical one, but never has my query.
  const link = `${location.href.replace(/[?#].*/s, "")}#${quoted.anchor}`;
  const copied = async (/** @type {string} */ text, /** @type {string} */ what) => {
    const done = await copy(text);
    say(done ? t`${what} copied` : "");
    if (done) flash(button);
    else shownText(t`${what}: press Ctrl C or ⌘ C to copy`, text, button);
  };
  const play = firstOf(passage, ".cp-watch", HTMLAnchorElement);
  /** @type {Choice[]} */
  const found = [
    [t`Copy link`, () => copied(link, t`Link`)],
    [t`Copy quotation`, () => copied(quote(quoted), t`Quotation`)],
    [t`Cite…`, () => citeDialog(quoted, button, copied)],
  ];
  const { book } = site;
  if (book) {
    const mine = kept(quoted, site.base);
    const had = book.find(mine);
    const label = had ? t`Saved: edit the note…` : t`Save to my book…`;
    found.push([label, () => keepDialog({ mine: had ?? mine, had: !!had, book, passage, button, say })]);
  }
  if (play) found.push([t`Play from ${quoted.time}`, () => play.click()]);
  return found;
}

/** @param {HTMLElement} button that shows for a moment that it has done it */
function flash(button) {
  button.classList.add("cp-done");
  setTimeout(() => button.classList.remove("cp-done"), 2000);
}

/**
 * A button beside the end of a selection. It is not in the order of the Tab key: there the
 * menu of the passage does the same.
 *
 * @param {Document} page
 * @param {(passage: HTMLElement, button: HTMLElement, selected: Range) => void} open
 */
function offerForSelection(page, open) {
  /** @type {{passage: HTMLElement, range: Range} | null} */
  let selected = null;
  const button = menuButton(t`Quote, cite or save the selection`, () => {
    if (selected) open(selected.passage, button, selected.range);
  });
  button.tabIndex = -1;
  button.append(t`Quote or save`);
  const holder = made("div", { class: "cp-selected", hidden: true }, button);
  holder.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  (page.querySelector("main") ?? page.body).append(holder);
  const place = () => {
    if (holder.contains(page.activeElement)) return;
    selected = selectedIn(getSelection());
    holder.hidden = !selected;
    const box = selected && [...selected.range.getClientRects()].at(-1);
    if (!box) return;
    const most = page.documentElement.clientWidth - holder.offsetWidth - 8;
    moveTo(holder, Math.max(8, Math.min(box.right, most)), box.bottom + 6);
  };
  let waiting = 0;
  page.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(place, 200); // a selection grows step by step
  });
}

/**
 * Mark the passages of this page that are in the reader's book, now and when it changes.
 * @param {HTMLElement[]} passages
 * @param {ReturnType<typeof sourceOf>} source
 * @param {Site} site
 */
function markKept(passages, source, { base, book }) {
  if (!book) return;
  const here = kept(quotation(passages[0], source), base).address.replace(/#.*/s, "");
  const mark = () => {
    const addresses = new Set(book.all().map((one) => one.address));
    for (const passage of passages) {
      passage.classList.toggle("cp-kept", addresses.has(`${here}#${passage.id}`));
    }
  };
  mark();
  addEventListener("storage", (event) => book.concerns(event) && mark());
}

