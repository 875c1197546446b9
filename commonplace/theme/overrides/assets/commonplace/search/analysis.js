/**
 * Text to terms: tokens, and the snippet that a hit shows. The twin of
 * commonplace/analysis.py; its stems are in stem.js. tests/test_twins.py holds the
 * two together.
 */

/** What Python calls white space, as a piece of a character class; `\s` differs from it. */
export const SPACE =
  String.raw`\t-\r\x1c-\x20\x85\xa0` +
  String.raw`\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

/**
 * A token: letters and digits, with an apostrophe or a full stop inside only where
 * a letter or digit follows (isn't, 5.2), never at an end.
 */
export const TOKEN = /[\p{L}\p{N}]+(?:['’.][\p{L}\p{N}]+)*/gu;

const WORD = new RegExp(`[^${SPACE}]+`, "gu");

const SNIPPET_WORDS = 32;

/**
 * The tokens of a text, in lower case.
 *
 * `GPT-5.2 isn’t **bold**` becomes `gpt`, `5.2`, `isn't`, `bold`.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function tokens(text) {
  const found = text.normalize("NFC").matchAll(TOKEN);
  return Array.from(found, ([token]) => token.toLowerCase().replaceAll("’", "'"));
}

/**
 * The piece of a text that holds the most of the wanted stems, on one line.
 *
 * The piece is an exact run of the text's words, with `…` where it was cut.
 *
 * @param {string} text
 * @param {Iterable<string>} wanted stems
 * @param {(token: string) => string} stem
 * @returns {string}
 */
export function snippet(text, wanted, stem) {
  const words = text.match(WORD) ?? [];
  if (words.length <= SNIPPET_WORDS) return words.join(" ");
  const stems = new Set(wanted);
  const hits = words.map((word) =>
    tokens(word)
      .map((token) => stem(token))
      .filter((found) => stems.has(found)),
  );
  const best = richest(hits);
  // A quarter of the snippet before the first hit, so that the hit does not open it.
  const hit = hits.findIndex((found, n) => n >= best && found.length > 0);
  const first = Math.max(0, Math.min(best, hit - SNIPPET_WORDS / 4));
  const last = Math.min(first + SNIPPET_WORDS, words.length);
  const piece = words.slice(first, last).join(" ");
  return `${first > 0 ? "… " : ""}${piece}${last < words.length ? " …" : ""}`;
}

/**
 * Where the window begins that has the most different stems, and among those the
 * most words that are hits; the first such.
 *
 * @param {string[][]} hits the wanted stems in each word
 * @returns {number}
 */
function richest(hits) {
  let best = 0;
  let most = { stems: -1, words: -1 };
  for (let first = 0; first + SNIPPET_WORDS <= hits.length; first++) {
    const window = hits.slice(first, first + SNIPPET_WORDS);
    const stems = new Set(window.flat()).size;
    const words = window.filter((found) => found.length > 0).length;
    if (stems > most.stems || (stems === most.stems && words > most.words)) {
      best = first;
      most = { stems, words };
    }
  }
  return best;
}
