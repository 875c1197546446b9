/**
 * Text to terms: tokens, and the snippet that a hit shows. The twin of
 * commonplace/analysis/; its stems are in stem.js. tests/export/test_twins.py holds the
 * two together.
 */

import {
  LONGEST,
  MARKED,
  NOT_LATIN,
  SNIPPET_LETTERS,
  SNIPPET_WORDS,
  SPACELESS,
} from "./language.js";

/** What Python calls white space, as a piece of a character class; `\s` differs from it. */
export const SPACE =
  String.raw`\t-\r\x1c-\x20\x85\xa0` +
  String.raw`\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

const WITHOUT_SPACES = new RegExp(`[${SPACELESS}]`, "u");
const MARKS = String.raw`(?:(?=[${MARKED}])\p{M})`;
/** Letters of a script without spaces, one after another; and one of them with its signs. */
const RUN = String.raw`(?:(?=[${SPACELESS}])[\p{L}\p{N}]${MARKS}*)+`;
const UNIT = new RegExp(String.raw`[\p{L}\p{N}]${MARKS}*`, "gu");
const LETTERS = String.raw`(?:(?![${SPACELESS}])[\p{L}\p{N}]${MARKS}*)+`;

/**
 * A token: letters and digits, and what may stand between two of them: an apostrophe (isn't),
 * a full stop between digits or single letters (5.2, U.S), a comma before three digits
 * (10,000), and signs that nobody sees, such as a soft hyphen. `++` behind it belongs to it,
 * and `#` behind a single letter (C++, C#). What is written without spaces is a piece of its own.
 */
export const TOKEN = new RegExp(
  LETTERS +
    String.raw`(?:(?:['’]|[\u00ad\u200c\u200d\u2060]+|(?<=[0-9])\.(?=[0-9])` +
    String.raw`|(?<![\p{L}\p{N}]{2})\.(?=[\p{L}\p{N}](?![\p{L}\p{N}]))` +
    String.raw`|(?<=[0-9]),(?=[0-9]{3}(?![0-9])))${LETTERS})*` +
    String.raw`(?:\+\+|(?<![\p{L}\p{N}]{2})#(?![\p{L}\p{N}]))?|${RUN}`,
  "gu",
);

const ASCII = /^[\0-\x7f]*$/;

/** Letters that are more than an accent away from those of English. */
const FOLDED = new Map(
  Object.entries({ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" }),
);

const PLAIN = /^[a-z0-9]+$/i;
const UNSEEN = /[,\u00ad\u200c\u200d\u2060]/g;

/** What French and Italian put in front of a word that begins with a vowel. */
const ELIDED =
  /^(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu|(?:da|de|ne|su)?ll)'(?=[\p{L}\p{N}]{2})/u;

const PIECE = new RegExp(`[^${SPACE}]+`, "gu");

/** A word that ends a sentence. */
const ENDS = /[.!?…。！？]["'”’)\]*_」』）]*$/u;
/** Of a text without spaces, about as much as a word; a sentence ends in none but at its end. */
const FEW = /[^。！？]{1,4}[。！？]*[」』）]*|[。！？]+[」』）]*/gu;

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
 * `GPT-5.2 isn’t **bold**` becomes `gpt`, `5.2`, `isn't`, `bold`. Letters and digits of
 * special shape (CO₂, ﬁ) are the plain ones, by Unicode's form NFKC.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function tokens(text) {
  const found = Array.from(normal(text).matchAll(TOKEN), ([piece]) => piece);
  return found.flatMap((piece) =>
    PLAIN.test(piece) ? [beginning(piece.toLowerCase(), LONGEST)] : termsOf(piece),
  );
}

/**
 * A Latin token as plain letters: without accents, and without most signs inside. Full stops go
 * if there is no digit, and apostrophes before two letters. Any other token stays as it is.
 *
 * @param {string} token
 * @returns {string}
 */
export function fold(token) {
  if (PLAIN.test(token)) return token;
  const joined = /[0-9]/.test(token) ? token : token.replaceAll(".", "");
  const whole = joined.replace(/'(?=[\p{L}\p{N}]{2})/gu, "");
  const letters = Array.from(whole, (letter) => FOLDED.get(letter) ?? letter).join("");
  const plain = letters.normalize("NFKD").replace(/\p{M}/gu, "");
  return ASCII.test(plain) ? plain : token;
}

/**
 * The tokens of a piece of a text that is more than plain letters and digits.
 *
 * @param {string} piece
 * @returns {string[]}
 */
function termsOf(piece) {
  return Array.from(piece.normalize("NFKC").matchAll(TOKEN)).flatMap(([found]) => {
    if (isSpaceless(found)) {
      const single = characters(found.toLowerCase());
      return single.length > 1 ? single.slice(1).map((last, n) => single[n] + last) : single;
    }
    const word = found.replace(UNSEEN, "").toLowerCase().replaceAll("’", "'");
    const [elided = ""] = ELIDED.exec(word) ?? [];
    const rest = beginning(word.slice(elided.length), LONGEST);
    return elided ? [elided.slice(0, -1), rest] : [rest];
  });
}

/**
 * Whether a text has letters of a script without spaces.
 *
 * @param {string} text
 */
export function isSpaceless(text) {
  return WITHOUT_SPACES.test(text);
}

/**
 * The characters of a token of a script without spaces, each with its signs; else none.
 *
 * @param {string} token
 * @returns {string[]}
 */
export function characters(token) {
  if (!isSpaceless(token)) return [];
  return (token.match(UNIT) ?? []).map((one) => beginning(one, LONGEST));
}

/**
 * Terms one after another, pairs of characters as the characters that they stand for.
 *
 * @param {string[]} terms
 * @returns {string[]}
 */
export function apart(terms) {
  const pairs = terms.map(characters);
  return terms.flatMap((term, n) => {
    const [first, last] = pairs[n];
    if (!first) return [term];
    return last && pairs[n + 1]?.[0] === last ? [first] : pairs[n];
  });
}

/**
 * The tokens of a text and where they stand; of a script without spaces, single characters.
 *
 * @param {string} text
 * @returns {{start: number, end: number, token: string}[]}
 */
export function located(text) {
  return Array.from(text.matchAll(TOKEN)).flatMap(({ 0: piece, index }) => {
    const terms = apart(tokens(piece));
    const cut = terms[0].length + 1; // behind what is elided
    const ends = isSpaceless(piece)
      ? Array.from(piece.matchAll(UNIT), (one) => one.index + one[0].length)
      : [cut, piece.length];
    const exact = ends.length > 1 && ends.length === terms.length;
    return terms.map((token, n) => ({
      start: index + (exact && n ? ends[n - 1] : 0),
      end: index + (exact ? ends[n] : piece.length),
      token,
    }));
  });
}

/**
 * A word as one of a language, which is the code of a stemmer or empty: `parler@fr`. A number is
 * of none, and neither is a Latin word where that language has other letters.
 *
 * @param {string} token
 * @param {string} language
 */
export function spoken(token, language) {
  const plain = ASCII.test(token) && (NOT_LATIN.has(language) || !/^[a-z]+$/.test(token));
  return !language || plain ? token : `${token}@${language}`;
}

/**
 * A word without the sign of its language.
 *
 * @param {string} token
 */
export function bare(token) {
  return token.split("@", 1)[0];
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
 * Names the part of a query that each of some tokens answers; null for none.
 * @callback Mark
 * @param {string[]} tokens
 * @returns {(string | null)[]}
 */

/**
 * The piece of a text that answers the most parts of a query, on one line.
 *
 * The piece is an exact run of the text's words, with `…` where it was cut, also
 * inside a word that has no end. `word` is the
 * number of its first word that answers anything, from 0 for the first of the text; 0 where
 * none does.
 *
 * @param {string} text
 * @param {Mark} mark
 * @returns {{piece: string, word: number}}
 */
export function snippet(text, mark) {
  const pieces = piecesOf(text);
  const hits = hitsIn(text, pieces, mark);
  const sentences = Array.from(pieces.keys()).filter((n) => !n || ENDS.test(pieces[n - 1].text));
  const first = pieces.length > SNIPPET_WORDS ? firstWord(hits, sentences) : 0;
  const last = Math.min(first + SNIPPET_WORDS, pieces.length);
  const answering = hits.slice(first, last).findIndex((parts) => parts.length > 0);
  const shown = pieces.slice(first, last).map(({ text: piece, word }, n) => {
    return (n && pieces[first + n - 1].word < word ? " " : "") + readable(piece);
  });
  return {
    piece: `${first > 0 ? "… " : ""}${shown.join("")}${last < pieces.length ? " …" : ""}`,
    word: answering < 0 ? 0 : pieces[first + answering].word,
  };
}

/**
 * What a snippet has or has not: words, or of a text without spaces a few letters. `word` is the
 * number of the word that a piece is of.
 *
 * @typedef {{text: string, end: number, word: number}} Piece
 */

/**
 * @param {string} text
 * @returns {Piece[]}
 */
function piecesOf(text) {
  return Array.from(text.matchAll(PIECE)).flatMap(({ 0: whole, index }, word) => {
    let end = index;
    const parts = isSpaceless(whole) ? (whole.match(FEW) ?? []) : [whole];
    return parts.map((part) => ({ text: part, end: (end += part.length), word }));
  });
}

/**
 * The parts of the query that each piece of a text answers.
 *
 * @param {string} text
 * @param {Piece[]} pieces
 * @param {Mark} mark
 */
function hitsIn(text, pieces, mark) {
  /** @type {string[][]} */
  const hits = pieces.map(() => []);
  const places = located(text);
  let at = 0;
  mark(places.map(({ token }) => token)).forEach((part, n) => {
    while (at < pieces.length && pieces[at].end <= places[n].start) at++;
    if (part !== null) hits[at]?.push(part);
  });
  return hits;
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
 * Where a snippet begins: with the sentence that answers the most parts, and with what follows
 * it the most, of equal ones the first, unless some other piece of the text answers more parts.
 *
 * @param {string[][]} hits the parts of the query that each word answers
 * @param {number[]} sentences the numbers of the words that begin one
 * @returns {number}
 */
function firstWord(hits, sentences) {
  let best = 0;
  let most = [-1, -1, -1];
  sentences.forEach((first, n) => {
    const end = Math.min(sentences[n + 1] ?? hits.length, first + SNIPPET_WORDS);
    const words = hits.slice(first, first + SNIPPET_WORDS).filter((found) => found.length > 0);
    const score = [partsIn(hits, first), partsIn(hits, first, end), words.length];
    const differing = score.findIndex((value, place) => value !== most[place]);
    if (differing >= 0 && score[differing] > most[differing]) {
      best = first;
      most = score;
    }
  });
  const other = around(hits, richest(hits));
  return partsIn(hits, other) > most[0] ? other : best;
}

/**
 * How many parts of the query a piece answers.
 *
 * @param {string[][]} hits
 * @param {number} first
 * @param {number} [end]
 */
function partsIn(hits, first, end = first + SNIPPET_WORDS) {
  return new Set(hits.slice(first, end).flat()).size;
}

/**
 * A piece that has the same hits: they stand a quarter behind its beginning, or in its middle
 * where that leaves too little behind them.
 *
 * @param {string[][]} hits
 * @param {number} best
 * @returns {number}
 */
function around(hits, best) {
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
    const parts = partsIn(hits, first);
    const words = window.filter((found) => found.length > 0).length;
    if (parts > most.parts || (parts === most.parts && words > most.words)) {
      best = first;
      most = { parts, words };
    }
  }
  return best;
}
