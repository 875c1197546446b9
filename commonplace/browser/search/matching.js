/**
 * Which words the parts of a query stand for, in an index and in a text. The twin of
 * commonplace/query/matching.py. Characters are code points here, as in Python.
 */

import { apart, fold, spoken } from "./analysis.js";
import { compare } from "./codec.js";
import { stem } from "./stem.js";
import { isJoined } from "./tree.js";

/** @typedef {import("./tree.js").Node} Node */
/** @typedef {import("./tree.js").Words} Words */
/** @typedef {import("./tree.js").Shape} Shape */

/**
 * Whether a word is one of those that a node stands for.
 *
 * @param {Shape} node
 * @param {string} word
 * @returns {boolean}
 */
export function matches(node, word) {
  if (node.node === "Wildcard") return fits([...node.pattern], [...word]);
  if (node.node !== "Fuzzy") return word.startsWith(node.text);
  const [first] = word;
  const [wanted] = node.text;
  return first === wanted && distance(word, node.text) <= node.distance;
}

/**
 * Whether a word has the shape of a pattern. It takes no more than length by length
 * steps, which a regular expression with many stars does not promise.
 *
 * @param {string[]} pattern
 * @param {string[]} word
 */
function fits(pattern, word) {
  let at = 0; // in the pattern
  let star = -1; // the last star before that
  let resume = 0; // what in the word that star leaves to the rest of the pattern
  for (let n = 0; n < word.length; ) {
    if (pattern[at] === "*") {
      star = at++;
      resume = n;
    } else if (pattern[at] === "?" || pattern[at] === word[n]) {
      at++;
      n++;
    } else if (star >= 0) {
      at = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((sign) => sign === "*");
}

/**
 * What is in a wildcard's pattern before its first `*` or `?`.
 *
 * @param {string} pattern
 * @returns {string}
 */
export function literal(pattern) {
  return pattern.split(/[*?]/, 1)[0];
}

/**
 * Edits between two words: insert, delete, replace, or swap two neighbours.
 *
 * The optimal string alignment distance (Damerau and Levenshtein, no substring
 * edited twice): from `tworek` to `twerk` it is 2, from `lambert` to `lmabert` 1.
 *
 * @param {string} one
 * @param {string} two
 * @returns {number}
 */
export function distance(one, two) {
  const [a, b] = [[...one], [...two]];
  /** @type {number[]} */
  let before = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    [before, above] = [above, row];
  }
  return above[b.length];
}

/**
 * Names the part of a query that each of some tokens answers; null for no part.
 *
 * The tokens stand one after another, as `located` gives them, and may be of any of the
 * languages. The words of a phrase answer it where they stand together.
 *
 * @param {Node | null} tree
 * @param {string[]} [languages]
 * @returns {import("./analysis.js").Mark}
 */
export function marker(tree, languages = [""]) {
  const leaves = tree ? lookedFor(tree) : [];
  const readers = languages.map((language) => markerOf(leaves, language));
  return (tokens) => {
    const found = readers.map((parts) => parts(tokens));
    return tokens.map((_, n) => found.find((parts) => parts[n])?.[n] ?? null);
  };
}

/**
 * The same for texts in one language.
 *
 * @param {(Words | Shape)[]} leaves
 * @param {string} language
 * @returns {import("./analysis.js").Mark}
 */
function markerOf(leaves, language) {
  const key = (/** @type {string} */ token) => stem(spoken(token, language));
  /** @type {Shape[]} */
  const shapes = [];
  /** @type {{row: string[], slop: number}[]} */
  const rows = [];
  /** @type {string[]} */
  const words = [];
  for (const node of leaves) {
    if (node.node !== "Words") {
      shapes.push(node);
      if (node.node === "Typed") words.push(node.text);
      continue;
    }
    const terms = apart(node.terms);
    if (terms.length > 1) rows.push({ row: terms.map(key), slop: node.slop });
    if (terms.length === 1 || !node.quoted) words.push(terms.join(""));
  }
  const stems = new Set(words.map(key));
  const plain = new Map(words.sort(compare).map((word) => [key(fold(word)), key(word)]));

  /** @param {string} token @param {string} stemmed */
  function partOf(token, stemmed) {
    if (stems.has(stemmed)) return stemmed;
    const folded = fold(token);
    const same = plain.get(key(folded));
    if (same !== undefined) return same;
    const shape = shapes.find((node) => matches(node, token) || matches(node, folded));
    return shape ? shown(shape) : null;
  }

  return (tokens) => {
    const keys = tokens.map(key);
    const found = tokens.map((token, n) => partOf(token, keys[n]));
    for (const { row, slop } of rows) {
      for (const place of inARow(keys, row, slop)) found[place] ??= keys[place];
    }
    tokens.forEach((token, place) => {
      if (found[place] || !words.some((word) => word.startsWith(token))) return;
      for (const end of [place + 2, place + 3]) {
        const word = tokens.slice(place, end).join(""); // `email` is there as `e-mail`
        const part = partOf(word, key(word));
        if (part && end <= tokens.length) found.fill(part, place, end);
      }
    });
    return found;
  };
}

/**
 * The places of keys that stand in a row, each at most `slop` behind the one before.
 *
 * @param {string[]} keys
 * @param {string[]} row
 * @param {number} slop
 * @returns {number[]}
 */
function inARow(keys, row, slop) {
  const steps = [placesOf(keys.keys(), row[0])];
  for (const part of row.slice(1)) {
    steps.push(placesOf(new Set(steps[steps.length - 1].flatMap((place) => near(place, 1))), part));
  }
  const kept = steps.pop() ?? [];
  let last = kept;
  for (const step of steps.reverse()) {
    const before = new Set(last.flatMap((place) => near(place, -1)));
    last = step.filter((place) => before.has(place));
    kept.push(...last);
  }
  return kept;

  /** @param {Iterable<number>} places @param {string} part */
  function placesOf(places, part) {
    return Array.from(places).filter((place) => keys[place] === part);
  }

  /** @param {number} place @param {number} sign */
  function near(place, sign) {
    return Array.from({ length: slop }, (_, n) => place + sign * (n + 1));
  }
}

/**
 * What is looked for in the text.
 *
 * @param {Node} tree
 * @returns {(Words | Shape)[]}
 */
function lookedFor(tree) {
  if (isJoined(tree)) return tree.parts.flatMap(lookedFor);
  return "field" in tree && (!tree.field || tree.field === "text") ? [tree] : [];
}

/**
 * A node as it is written, which no stem looks like.
 *
 * @param {Shape} node
 */
function shown(node) {
  if (node.node === "Wildcard") return node.pattern;
  return node.node === "Fuzzy" ? `${node.text}~` : `${node.text}*`;
}
