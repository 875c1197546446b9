/**
 * What the search says in words: counts, dates and times.
 */

import { LOCALE, many, t } from "../texts.js";

/** @typedef {import("../search/engine.js").Answer} Answer */

const MONTHS = [
  t`January`,
  t`February`,
  t`March`,
  t`April`,
  t`May`,
  t`June`,
  t`July`,
  t`August`,
  t`September`,
  t`October`,
  t`November`,
  t`December`,
];

/**
 * How much was found: `12 passages; 3 with all of the words`.
 *
 * @param {Answer} answer
 * @returns {string}
 */
export function foundInWords(answer) {
  if (!answer.total) return t`No passages`;
  const n = answer.total.toLocaleString(LOCALE);
  const passages = many(answer.total)`${n} passage|${n} passages`;
  if (!answer.relaxed) return passages;
  const complete = answer.complete || t`none`;
  return t`${passages}; ${complete} with all of the words`;
}

/**
 * Words that no passage has: `No passage has “teasel” or “sedge”.`
 *
 * @param {string[]} words
 * @returns {string}
 */
export function unknownInWords(words) {
  const all = words.map((words) => t`“${words}”`).join(` ${t`or`} `);
  return t`No passage has ${all}.`;
}

/**
 * What is between the hits that have all of the words and those that have some.
 *
 * @param {Answer} answer
 * @returns {string}
 */
export function dividerInWords({ complete }) {
  if (!complete) return t`No passage has all of the words; these have some`;
  const n = complete.toLocaleString(LOCALE);
  return many(complete)`${n} passage has all of the words; these have some|${n} passages have all of the words; these have some`;
}

/**
 * A date as it is known: `2024-06-15` is `15 June 2024`, `2024-06` is `June 2024`.
 *
 * @param {string} date
 * @returns {string}
 */
export function dateInWords(date) {
  const [year, number, padded] = date.split("-");
  if (!number) return year;
  const month = MONTHS[Number(number) - 1] ?? number;
  const day = Number(padded);
  return day ? t`${day} ${month} ${year}` : t`${month} ${year}`;
}

/**
 * A time of a recording as short as it can be: `00:12:07` is `12:07`.
 *
 * @param {string} time
 * @returns {string}
 */
export function shortTime(time) {
  return time.replace(/^00:0?(?=\d)/, "").replace(/^0(?=\d:\d\d:)/, "");
}

/** @type {Record<string, string>} */
const KINDS = { post: t`Post`, transcript: t`Transcript`, topic: t`Topic`, person: t`Person` };

/**
 * @param {string} kind
 * @returns {string}
 */
export function kindInWords(kind) {
  return KINDS[kind] ?? kind;
}
