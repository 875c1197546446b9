/**
 * The dialogs behind the menu of a passage: cite it, save it, copy by hand.
 */

import { ShelfError } from "../book/shelf.js";
import { buttonFor, made } from "../elements.js";
import { FORMS } from "./citations.js";
import { t } from "../texts.js";

/** @typedef {import("./quotable.js").Quotation} Quotation */
/** @typedef {import("../book/shelf.js").Kept} Kept */
/** @typedef {import("./menus.js").Shelf} Shelf */

/** The form of citation that this reader chose last, while the page is open. */
let chosen = 0;

/**
 * Show a citation in the form that the reader chooses.
 * @param {Quotation} quoted
 * @param {HTMLElement} button to return to
 * @param {(text: string, what: string) => void} copied
 */
export function citeDialog(quoted, button, copied) {
  const text = made("textarea", { readonly: true, rows: 9, "aria-label": t`Citation` });
  const choice = made(
    "select",
    { "aria-label": t`Form` },
    ...FORMS.map(([name], at) => made("option", { value: at, selected: at === chosen }, name)),
  );
  const show = () => {
    chosen = choice.selectedIndex;
    text.value = FORMS[chosen][1](quoted);
  };
  choice.addEventListener("change", show);
  show();
  const dialog = opened(t`Cite this passage`, button, [choice, text], [
    buttonFor(() => {
      dialog.close();
      copied(text.value, t`Citation`);
    }, { class: "cp-button" }, t`Copy`),
  ]);
}

/**
 * Save a passage with a note, or change the note of one that is saved.
 * @param {{mine: Kept, had: boolean, book: Shelf, passage: HTMLElement, button: HTMLElement,
 *   say: (words: string) => void}} at
 */
export function keepDialog({ mine, had, book, passage, button, say }) {
  const note = made("textarea", { rows: 4, "aria-label": t`Your note`, placeholder: t`A note, if you like` });
  note.value = mine.note;
  const failed = made("p", { class: "cp-dialog-failed", role: "alert" });
  const save = () => {
    try {
      book.keep({ ...mine, note: note.value.trim() });
    } catch (problem) {
      if (!(problem instanceof ShelfError)) throw problem;
      failed.textContent = problem.message;
      return;
    }
    passage.classList.add("cp-kept");
    say(t`Saved to your book`);
    dialog.close();
  };
  const remove = () => {
    book.remove(mine);
    passage.classList.toggle("cp-kept", book.all().some((one) => one.address === mine.address));
    say(t`Removed from your book`);
    dialog.close();
  };
  const where = t`It stays in this browser, on this device. Nobody else can see it.`;
  const dialog = opened(
    had ? t`In my book` : t`Save to my book`,
    button,
    [made("blockquote", { tabindex: 0 }, mine.words), note, made("p", { class: "cp-dialog-where" }, where), failed],
    [
      buttonFor(save, { class: "cp-button cp-dialog-main" }, t`Save`),
      had ? buttonFor(remove, { class: "cp-button" }, t`Remove`) : null,
    ],
  );
  note.focus();
}

/**
 * A text that the browser did not let us copy, selected so that the reader can.
 * @param {string} title
 * @param {string} words
 * @param {HTMLElement} button to return to
 */
export function shownText(title, words, button) {
  const text = made("textarea", { readonly: true, rows: 6, "aria-label": title });
  text.value = words;
  opened(title, button, [text], []);
  text.select();
}

/**
 * @param {string} title
 * @param {HTMLElement} button to return to
 * @param {Node[]} parts
 * @param {(Node | null)[]} buttons
 */
function opened(title, button, parts, buttons) {
  const close = buttonFor(() => dialog.close(), { class: "cp-button" }, t`Close`);
  const dialog = made(
    "dialog",
    { class: "cp-dialog", "aria-labelledby": "cp-dialog-title" },
    made("h2", { id: "cp-dialog-title" }, title),
    ...parts,
    made("p", { class: "cp-dialog-foot" }, ...buttons, close),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // a click beside it
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    button.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
