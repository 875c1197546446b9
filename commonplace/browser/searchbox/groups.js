/**
 * What the search box offers below it, in groups: passages, and by their names pages, topics
 * and people. A group is a function in the list.
 */

import { pageUrl } from "../search/client.js";
import { made } from "../elements.js";
import { hitAddress, moreInWords } from "./hit.js";
import { markedText } from "./marks.js";
import { dateInWords, kindInWords, shortTime } from "./phrases.js";
import { t } from "../texts.js";

/** @typedef {import("../search/engine.js").Answer} Answer */
/** @typedef {import("./hit.js").Showing} Showing */
/** @typedef {import("../elements.js").Value} Value */

/**
 * What of an answer a group shows: one element with its options, or nothing.
 *
 * @typedef {(answer: Answer, showing: Showing) => HTMLElement[]} Group
 */

/** @type {Group[]} */
export const GROUPS = [
  passageGroup,
  named("pages", t`Pages`, ["post", "transcript"]),
  named("topics", t`Topics`, ["topic"]),
  named("people", t`People`, ["person"]),
];

/**
 * A choice in the list. It is a link, so that it can be opened in another tab as well.
 *
 * @param {string} name of its class
 * @param {Record<string, Value>} attributes
 * @param {...(Node | string | null)} content
 * @returns {HTMLAnchorElement}
 */
export function choice(name, attributes, ...content) {
  const fixed = { role: "option", "aria-selected": "false", tabindex: -1 };
  return made("a", { ...fixed, ...attributes, class: `cp-choice ${name}` }, ...content);
}

/** @type {Group} */
function passageGroup(answer, showing) {
  const choices = answer.hits.map((hit) =>
    choice(
      "cp-choice-passage",
      {
        href: hitAddress(hit, showing),
        "data-address": hit.address,
        "data-score": hit.score,
      },
      made("span", { class: "cp-choice-title" }, markedText(hit.title, hit.marks?.title)),
      made("span", { class: "cp-choice-snippet" }, markedText(hit.snippet, hit.marks?.snippet)),
      made(
        "span",
        { class: "cp-choice-facts" },
        hit.speaker ? made("span", { class: "cp-choice-speaker" }, hit.speaker) : null,
        hit.time ? made("span", {}, shortTime(hit.time)) : null,
        hit.heading ? made("span", { class: "cp-choice-heading" }, hit.heading) : null,
        hit.more ? made("span", { class: "cp-choice-more" }, moreInWords(hit.more)) : null,
      ),
    ),
  );
  return grouped("passages", t`Passages`, choices);
}

/**
 * The group of the pages of some kinds that the words name.
 *
 * @param {string} id of the group
 * @param {string} name of the group
 * @param {string[]} kinds
 * @returns {Group}
 */
function named(id, name, kinds) {
  return (answer, showing) => {
    const pages = (answer.pages ?? []).filter(({ kind }) => kinds.includes(kind));
    const choices = pages.map(({ address, title, kind, date, marks }) =>
      choice(
        "cp-choice-page",
        { href: pageUrl(showing.base, address), "data-address": address },
        made("span", { class: "cp-choice-title" }, markedText(title, marks.title)),
        date || kinds.length > 1
          ? made(
              "span",
              { class: "cp-choice-facts" },
              made("span", {}, kindInWords(kind)),
              date ? made("span", {}, dateInWords(date)) : null,
            )
          : null,
      ),
    );
    return grouped(id, name, choices);
  };
}

/**
 * @param {string} group its id
 * @param {string} name
 * @param {HTMLElement[]} choices
 * @returns {HTMLElement[]}
 */
function grouped(group, name, choices) {
  if (!choices.length) return [];
  const id = `cp-group-${group}`;
  const label = made("span", { class: "cp-group-name cp-label", id, role: "presentation" }, name);
  return [made("div", { role: "group", class: "cp-group", "aria-labelledby": id }, label, ...choices)];
}
