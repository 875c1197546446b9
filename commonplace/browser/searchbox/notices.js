/**
 * What the search page says instead of hits, or above them.
 */

import { addressOf, askedIn, chosenIn } from "./address.js";
import { around } from "./around.js";
import { buttonFor, made } from "../elements.js";
import { openHelp } from "./help-event.js";
import { onClick } from "./keys.js";
import { WAYS } from "./own.js";
import { unknownInWords } from "./phrases.js";
import { t } from "../texts.js";

/** @typedef {import("../search/engine.js").Answer} Answer */
/** @typedef {import("./address.js").Asked} Asked */
/** @typedef {(next: Asked) => void} Choose */

/**
 * What was wrong with the query, what nobody has of it, and what may have been meant.
 *
 * @param {Answer} answer
 * @param {Asked} asked
 * @param {Choose} choose
 * @returns {HTMLElement[]}
 */
export function notesOn(answer, asked, choose) {
  const { error, corrected, suggestion, query } = answer;
  const notes = [];
  if (error) notes.push(made("p", { class: "cp-note-error" }, error));
  /** @param {string} q @param {string} [words] */
  const link = (q, words = q) => linkTo({ ...asked, q }, words, choose);
  if (corrected && suggestion) {
    const instead = link(asWritten(query), t`“${query}”`);
    const words = around(t`Showing results for {query}.`, { query: link(suggestion) });
    notes.push(made("p", { class: "cp-note-suggestion" }, ...words));
    notes.push(made("p", { class: "cp-note-instead" }, ...around(t`Search instead for {query}.`, { query: instead })));
  }
  const { unknown = [], nobody = [] } = answer;
  if (unknown.length) notes.push(made("p", { class: "cp-note-unknown" }, unknownInWords(unknown)));
  for (const { field, asked: name, nearest } of nobody) {
    const near = nearest.flatMap((one, n) => [n ? ", " : ` ${t`Similar names:`} `, link(`${field}:"${one}"`, one)]);
    const end = near.length ? ["."] : [];
    notes.push(made("p", { class: "cp-note-nobody" }, `${nobodyInWords(field, name)}.`, ...near, ...end));
  }
  if (suggestion && !corrected) {
    notes.push(made("p", { class: "cp-note-suggestion" }, ...around(t`Did you mean {query}?`, { query: link(suggestion) })));
  }
  return notes;
}

/**
 * A query as it stands: what is in quotation marks is not corrected.
 *
 * @param {string} query
 */
function asWritten(query) {
  return query.replace(/[\p{L}\p{N}]+(?=\s|$)/gu, (word) => (/^(AND|OR|NOT)$/.test(word) ? word : `"${word}"`));
}

/**
 * @param {string} field
 * @param {string} name
 */
function nobodyInWords(field, name) {
  if (field === "topic") return t`There is no topic “${name}”`;
  return t`Nobody here has the name “${name}”`;
}

/**
 * What to do where nothing was found.
 *
 * @param {Asked} asked
 * @param {Choose} choose
 * @returns {HTMLElement}
 */
export function nothingFound(asked, choose) {
  const how = buttonFor(openHelp, { class: "cp-link" }, t`search tips`);
  const chosen = Object.values(chosenIn(asked));
  const filters = chosen.join(", ");
  const wider = linkTo({ ...askedIn(""), q: asked.q }, t`Clear the filters`, choose);
  const narrowed = `${t`Filtered by ${filters}.`} `;
  return made(
    "div",
    { class: "cp-nothing" },
    made("h2", {}, t`No passage has these words`),
    made(
      "ul",
      {},
      chosen.length ? made("li", {}, narrowed, wider, ".") : null,
      made("li", {}, t`Try fewer or different words.`),
      made(
        "li",
        {},
        ...around(
          t`If you are not sure of the spelling, {beginning} finds words that begin this way, and {nearly} words one letter different. See {tips}.`,
          {
            beginning: made("code", {}, example("*", "begin*")),
            nearly: made("code", {}, example("~1", "word~1")),
            tips: how,
          },
        ),
      ),
    ),
  );
}

/**
 * That the search itself failed, which says nothing about what there is to find.
 *
 * @param {unknown} problem
 * @param {() => void} retry
 * @returns {HTMLElement}
 */
export function failure(problem, retry) {
  const button = buttonFor(retry, { class: "cp-button cp-retry" }, t`Try again`);
  const words = `${t`The search failed, so there may well be passages with these words.`} ${why(problem)}`;
  return made("div", { class: "cp-failed" }, made("p", {}, words), button);
}

/**
 * The reason for a failure as a sentence.
 *
 * @param {unknown} problem
 * @returns {string}
 */
export function why(problem) {
  const words = problem instanceof Error ? problem.message : String(problem);
  return words ? `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.$/, "")}.` : "";
}

/**
 * @param {Asked} next
 * @param {string} words
 * @param {Choose} choose
 */
function linkTo(next, words, choose) {
  return onClick(made("a", { href: addressOf(next) }, words), () => choose(next));
}

/**
 * A query with words of the collection that ends with a sign.
 *
 * @param {string} sign
 * @param {string} usual what it is where there is none
 */
function example(sign, usual) {
  return WAYS.map(([typed]) => typed).find((typed) => typed.endsWith(sign)) ?? usual;
}
