/**
 * What the search page says instead of hits, or above them.
 */

import { addressOf, askedIn, chosenIn } from "./address.js";
import { buttonFor, made } from "../elements.js";
import { openHelp } from "./help-event.js";
import { onClick } from "./keys.js";
import { WAYS } from "./own.js";
import { unknownInWords } from "./phrases.js";

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
    const instead = link(asWritten(query), `“${query}”`);
    const words = ["Showing results for ", link(suggestion), "."];
    notes.push(made("p", { class: "cp-note-suggestion" }, ...words));
    notes.push(made("p", { class: "cp-note-instead" }, "Search instead for ", instead, "."));
  }
  const { unknown = [], nobody = [] } = answer;
  if (unknown.length) notes.push(made("p", { class: "cp-note-unknown" }, unknownInWords(unknown)));
  for (const { field, asked: name, nearest } of nobody) {
    const near = nearest.flatMap((one, n) => [n ? ", " : " Similar names: ", link(`${field}:"${one}"`, one)]);
    const end = near.length ? ["."] : [];
    notes.push(made("p", { class: "cp-note-nobody" }, `${nobodyInWords(field, name)}.`, ...near, ...end));
  }
  if (suggestion && !corrected) {
    notes.push(made("p", { class: "cp-note-suggestion" }, "Did you mean ", link(suggestion), "?"));
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
  if (field === "topic") return `There is no topic “${name}”`;
  return `Nobody here has the name “${name}”`;
}

/**
 * What to do where nothing was found.
 *
 * @param {Asked} asked
 * @param {Choose} choose
 * @returns {HTMLElement}
 */
export function nothingFound(asked, choose) {
  const how = buttonFor(openHelp, { class: "cp-link" }, "search tips");
  const chosen = Object.values(chosenIn(asked));
  const wider = linkTo({ ...askedIn(""), q: asked.q }, "Clear the filters", choose);
  const narrowed = `Filtered by ${chosen.join(", ")}. `;
  return made(
    "div",
    { class: "cp-nothing" },
    made("h2", {}, "No passage has these words"),
    made(
      "ul",
      {},
      chosen.length ? made("li", {}, narrowed, wider, ".") : null,
      made("li", {}, "Try fewer or different words."),
      made(
        "li",
        {},
        "If you are not sure of the spelling, ",
        made("code", {}, example("*", "begin*")),
        " finds words that begin this way, and ",
        made("code", {}, example("~1", "word~1")),
        " words one letter different. See ",
        how,
        ".",
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
  const button = buttonFor(retry, { class: "cp-button cp-retry" }, "Try again");
  const words = `The search failed, so there may well be passages with these words. ${why(problem)}`;
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
