/**
 * Search tips, one keystroke away: a dialog with the query language.
 */

import { pageUrl } from "../search/client.js";
import { buttonFor, isWriting, made } from "../elements.js";
import { HELP_WANTED } from "./help-event.js";
import { HELP_PAGE, WAYS } from "./own.js";
import { t } from "../texts.js";

const KEYS = [
  ["/", t`goes to the search box, like Ctrl K`],
  ["↑ ↓", t`moves from one hit to the next`],
  [t`Enter`, t`opens the hit, or all results`],
  [t`Esc`, t`closes, then clears`],
  ["j k", t`moves to the next turn of a transcript, and back`],
  [t`Space ← →`, t`in an open recording: play or pause, skip 10 seconds back or ahead`],
  ["?", t`shows this`],
];

/**
 * Have the help at hand: by the key `?`, wherever nobody is writing, and for `openHelp`.
 *
 * @param {string} base the site's root
 */
export function offerHelp(base) {
  /** @type {HTMLDialogElement | null} */
  let dialog = null;
  const open = () => {
    if (!dialog) {
      dialog = helpDialog(base);
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
  };
  document.addEventListener(HELP_WANTED, open);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    // No word begins with a question mark, so that an empty box has no use for one.
    const isEmptyBox = target instanceof HTMLInputElement && target.name === "q" && !target.value;
    if (isWriting(target) && !isEmptyBox) return;
    event.preventDefault();
    open();
  });
}

/** @param {string} base */
function helpDialog(base) {
  const close = buttonFor(() => dialog.close(), { class: "cp-button" }, t`Close`);
  const dialog = made(
    "dialog",
    { class: "cp-dialog cp-help", "aria-labelledby": "cp-help-title" },
    made("h2", { id: "cp-help-title", tabindex: -1, autofocus: true }, t`Search tips`),
    explained(WAYS, t`What you type`, t`What you get`, "code"),
    explained(KEYS, t`Key`, t`What it does`, "kbd"),
    made(
      "p",
      { class: "cp-help-foot" },
      ...(HELP_PAGE ? [made("a", { href: pageUrl(base, HELP_PAGE) }, t`More about searching`)] : []),
      close,
    ),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // a click beside it
  });
  return dialog;
}

/**
 * @param {string[][]} rows
 * @param {string} first
 * @param {string} second
 * @param {"code" | "kbd"} written
 */
function explained(rows, first, second, written) {
  const head = made("tr", {}, made("th", { scope: "col" }, first), made("th", { scope: "col" }, second));
  const body = rows.map(([typed, found]) =>
    made("tr", {}, made("td", {}, made(written, {}, typed)), made("td", {}, found)),
  );
  return made("table", {}, made("thead", {}, head), made("tbody", {}, ...body));
}
