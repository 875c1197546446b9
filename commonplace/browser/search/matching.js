/**
 * Which words the parts of a query stand for, in an index and in a text. The twin of
 * commonplace/query/matching.py. Characters are code points here, as in Python.
 */

import { fold } from "./analysis.js";
import { STOP_WORDS } from "./language.js";
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
 * Tells which part of a query a token of a text answers, by a name; null for no part.
 *
 * @param {Node | null} tree
 * @returns {(token: string) => string | null}
 */
export function marker(tree) {
  const leaves = tree ? lookedFor(tree) : [];
  const shapes = leaves.filter((node) => node.node !== "Words");
  const stems = new Set(leaves.flatMap(counting).map(stem));
  const single = leaves.flatMap((node) =>
    node.node === "Words" && node.terms.length === 1 ? node.terms : [],
  );
  const plain = new Map(single.map((term) => [stem(fold(term)), stem(term)]));
  return (token) => {
    if (stems.has(stem(token))) return stem(token);
    const same = plain.get(stem(fold(token)));
    if (same !== undefined) return same;
    const shape = shapes.find((node) => matches(node, token));
    return shape ? shown(shape) : null;
  };
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
 * The words of a node that count: no stop words where there are others.
 *
 * @param {Words | Shape} node
 * @returns {string[]}
 */
function counting(node) {
  if (node.node === "Typed") return [node.text];
  if (node.node !== "Words") return [];
  const some = node.terms.filter((term) => !STOP_WORDS.has(term));
  return some.length ? some : node.terms;
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
