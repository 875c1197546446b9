/**
 * Text to terms: tokens, and the snippet that a hit shows. The twin of
 * commonplace/analysis.py; its stems are in stem.js. tests/export/test_twins.py holds the
 * two together.
 */

import { LONGEST, SNIPPET_LETTERS, SNIPPET_WORDS } from "./language.js";

/** What Python calls white space, as a piece of a character class; `\s` differs from it. */
export const SPACE =
  String.raw`\t-\r\x1c-\x20\x85\xa0` +
  String.raw`\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

/**
 * A token: letters and digits, with an apostrophe or a full stop inside only where
 * a letter or digit follows (isn't, 5.2), never at an end.
 */
export const TOKEN = /[\p{L}\p{N}]+(?:['’.][\p{L}\p{N}]+)*/gu;

const PIECE = new RegExp(`[^${SPACE}]+`, "gu");

/**
 * A text with its accents composed, as the index has them (Unicode's form NFC).
 *
 * @param {string} text
 */
export function normal(text) {
  return text.normalize("NFC");
}

/**
 * The tokens of a text, in lower case, each no longer than `LONGEST`.
 *
 * `GPT-5.2 isn’t **bold**` becomes `gpt`, `5.2`, `isn't`, `bold`.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function tokens(text) {
  const found = normal(text).matchAll(TOKEN);
  return Array.from(found, ([token]) =>
    beginning(token.toLowerCase().replaceAll("’", "'"), LONGEST),
  );
}

/**
 * The first characters of a word, which are code points, as in Python.
 *
 * @param {string} word
 * @param {number} most
 */
function beginning(word, most) {
  if (word.length <= most) return word;
  // A character is at most two units long.
  return Array.from(word.slice(0, 2 * most)).slice(0, most).join("");
}

/**
 * The piece of a text that answers the most parts of a query, on one line. `mark` names
 * the part that a token answers.
 *
 * The piece is an exact run of the text's words, with `…` where it was cut, also
 * inside a word that has no end. `word` is the
 * number of its first word that answers anything, from 0 for the first of the text; 0 where
 * none does.
 *
 * @param {string} text
 * @param {(token: string) => string | null} mark
 * @returns {{piece: string, word: number}}
 */
export function snippet(text, mark) {
  const words = text.match(PIECE) ?? [];
  const hits = words.map((word) => tokens(word).map(mark).filter((part) => part !== null));
  const first = words.length > SNIPPET_WORDS ? firstWord(hits) : 0;
  const last = Math.min(first + SNIPPET_WORDS, words.length);
  const answering = hits.slice(first, last).findIndex((parts) => parts.length > 0);
  const piece = words.slice(first, last).map(readable).join(" ");
  return {
    piece: `${first > 0 ? "… " : ""}${piece}${last < words.length ? " …" : ""}`,
    word: answering < 0 ? 0 : first + answering,
  };
}

/**
 * The second of a word by its number, from the times inside a passage: gaps, of words and of
 * seconds in turn.
 *
 * @param {number} word
 * @param {number | null} start of the passage
 * @param {string} times
 * @returns {number | null}
 */
export function timeAt(word, start, times) {
  const gaps = times ? times.split(" ").map(Number) : [];
  let time = start;
  let second = Math.floor(start ?? 0);
  for (let n = 0, place = 0; n < gaps.length; n += 2) {
    place += gaps[n];
    second += gaps[n + 1];
    if (place > word) break;
    time = second;
  }
  return time;
}

/**
 * A word of a length that a person could read.
 *
 * @param {string} word
 */
function readable(word) {
  const shown = beginning(word, SNIPPET_LETTERS);
  return shown === word ? word : `${shown}…`;
}

/**
 * Where a snippet begins. Its hits stand a quarter after its beginning, or in its middle
 * where that leaves too little after them.
 *
 * @param {string[][]} hits the parts of the query that each word answers
 * @returns {number}
 */
function firstWord(hits) {
  const best = richest(hits);
  const places = hits.flatMap((parts, n) =>
    parts.length && n >= best && n < best + SNIPPET_WORDS ? [n] : [],
  );
  if (!places.length) return 0;
  const free = SNIPPET_WORDS - 1 - (places[places.length - 1] - places[0]);
  const before = Math.min(SNIPPET_WORDS / 4, Math.floor(free / 2));
  return Math.min(Math.max(0, places[0] - before), hits.length - SNIPPET_WORDS);
}

/**
 * Where the window begins that has the most different parts, and among those the most
 * words that are hits; the first such.
 *
 * @param {string[][]} hits
 * @returns {number}
 */
function richest(hits) {
  let best = 0;
  let most = { parts: -1, words: -1 };
  for (let first = 0; first + SNIPPET_WORDS <= hits.length; first++) {
    const window = hits.slice(first, first + SNIPPET_WORDS);
    const parts = new Set(window.flat()).size;
    const words = window.filter((found) => found.length > 0).length;
    if (parts > most.parts || (parts === most.parts && words > most.words)) {
      best = first;
      most = { parts, words };
    }
  }
  return best;
}
