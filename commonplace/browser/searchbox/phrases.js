/**
 * What the search says in words: counts, dates and times.
 */

/** @typedef {import("../search/engine.js").Answer} Answer */

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/**
 * A number and what it counts: `1 passage`, `1,204 passages`.
 *
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 * @returns {string}
 */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/**
 * How much was found: `12 passages; 3 with all of the words`.
 *
 * @param {Answer} answer
 * @returns {string}
 */
export function foundInWords(answer) {
  if (!answer.total) return "No passages";
  const passages = counted(answer.total, "passage");
  if (!answer.relaxed) return passages;
  return `${passages}; ${answer.complete || "none"} with all of the words`;
}

/**
 * Words that no passage has: `No passage has “teasel” or “sedge”.`
 *
 * @param {string[]} words
 * @returns {string}
 */
export function unknownInWords(words) {
  return `No passage has ${words.map((word) => `“${word}”`).join(" or ")}.`;
}

/**
 * What is between the hits that have all of the words and those that have some.
 *
 * @param {Answer} answer
 * @returns {string}
 */
export function dividerInWords({ complete }) {
  if (!complete) return "No passage has all of the words; these have some";
  const have = complete === 1 ? "has" : "have";
  return `${counted(complete, "passage")} ${have} all of the words; these have some`;
}

/**
 * A date as it is known: `2024-06-15` is `15 June 2024`, `2024-06` is `June 2024`.
 *
 * @param {string} date
 * @returns {string}
 */
export function dateInWords(date) {
  const [year, month, day] = date.split("-");
  const named = month ? `${MONTHS[Number(month) - 1] ?? month} ${year}` : year;
  return day ? `${Number(day)} ${named}` : named;
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

/**
 * @param {string} kind
 * @returns {string}
 */
export function kindInWords(kind) {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}
