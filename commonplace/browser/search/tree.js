/**
 * The tree of a query, and what becomes of it before it is looked up. The twin of
 * commonplace/query/tree.py.
 *
 * Every node is made by one of the functions below, so that two nodes that are alike
 * are alike as JSON too.
 */

import { EXPLAINED, NAME_FIELDS, STOP_WORDS } from "./language.js";
import { stem } from "./stem.js";

/**
 * Terms that stand one after another: one term, or several from one word or phrase.
 *
 * @typedef {object} Words
 * @property {"Words"} node
 * @property {string[]} terms
 * @property {string | null} field
 * @property {number} slop
 * @property {number} times
 * @property {boolean} quoted
 */
/** @typedef {{has: (word: string) => boolean}} Stops */
/** @typedef {{node: "Prefix", text: string, field: string | null}} Prefix */
/** @typedef {{node: "Wildcard", pattern: string, field: string | null}} Wildcard */
/** @typedef {{node: "Fuzzy", text: string, distance: number, field: string | null}} Fuzzy */
/** @typedef {{node: "Typed", text: string, field: string | null}} Typed */
/** @typedef {{node: "Between", first: string, last: string}} Between */
/** @typedef {{node: "Kind", kind: string}} Kind */
/** @typedef {{node: "All", parts: Node[]}} All */
/** @typedef {{node: "Any", parts: Node[]}} Any */
/** @typedef {{node: "Not", part: Node}} Not */
/** @typedef {Prefix | Wildcard | Fuzzy | Typed} Shape what stands for other words */
/** @typedef {Words | Shape | Between | Kind | All | Any | Not} Node */

/**
 * A name, as the stems of its words with a space between them → the other names for the
 * same thing, as terms.
 *
 * @typedef {{terms: string[], share: number}} Other
 * @typedef {Map<string, Other[]>} Aliases
 */

/**
 * One term, or several that stand one after another.
 *
 * @param {string[]} terms
 * @param {string | null} [field]
 * @param {{slop?: number, times?: number, quoted?: boolean}} [how]
 * @returns {Words}
 */
export function wordsNode(terms, field = null, { slop = 1, times = 1, quoted = false } = {}) {
  return { node: "Words", terms, field, slop, times, quoted };
}

/**
 * Every word that begins with a text.
 *
 * @param {string} text
 * @param {string | null} field
 * @returns {Prefix}
 */
export function prefixNode(text, field) {
  return { node: "Prefix", text, field };
}

/**
 * Every word of a shape: `?` is one character, `*` any number of them.
 *
 * @param {string} pattern
 * @param {string | null} field
 * @returns {Wildcard}
 */
export function wildcardNode(pattern, field) {
  return { node: "Wildcard", pattern, field };
}

/**
 * Every word at most `distance` edits away that begins with the same character.
 *
 * @param {string} text
 * @param {number} distance
 * @param {string | null} field
 * @returns {Fuzzy}
 */
export function fuzzyNode(text, distance, field) {
  return { node: "Fuzzy", text, distance, field };
}

/**
 * The word that is being typed: it stands for itself and for all that begins so.
 *
 * @param {string} text
 * @param {string | null} field
 * @returns {Typed}
 */
export function typedNode(text, field) {
  return { node: "Typed", text, field };
}

/**
 * Dates from `first` on and before `last`, as text; either may be empty.
 *
 * @param {string} first
 * @param {string} last
 * @returns {Between}
 */
export function betweenNode(first, last) {
  return { node: "Between", first, last };
}

/**
 * The term that stands for a name as a whole, which no word looks like.
 *
 * @param {string[]} words
 */
export function wholeName(words) {
  return `=${words.join(" ")}`;
}

/**
 * What a tree of nothing but words asks of whole pages; null for any other.
 *
 * @param {Node} tree
 * @returns {Node | null}
 */
export function ofPages(tree) {
  if (tree.node === "All") {
    const parts = tree.parts.map(ofPages).filter((part) => part !== null);
    return parts.length === tree.parts.length ? { node: "All", parts } : null;
  }
  const isWord = tree.node === "Words" || tree.node === "Typed" || tree.node === "Prefix";
  return isWord && !tree.field ? { ...tree, field: "page" } : null;
}

/**
 * What the part does not match.
 *
 * @param {Node} part
 * @returns {Not}
 */
export function notNode(part) {
  return { node: "Not", part };
}

/**
 * The one part itself, or all of them as a node; null if there is none.
 *
 * @param {"All" | "Any"} node
 * @param {Node[]} parts
 * @returns {Node | null}
 */
export function joined(node, parts) {
  return parts.length > 1 ? { node, parts } : (parts[0] ?? null);
}

/**
 * @param {Node} node
 * @returns {node is All | Any}
 */
export function isJoined(node) {
  return node.node === "All" || node.node === "Any";
}

/**
 * Nested parts of a kind become one, and words asked for twice count twice.
 *
 * @param {Node} tree
 * @returns {Node}
 */
export function tidy(tree) {
  if (tree.node === "Not") {
    const part = tidy(tree.part);
    return part.node === "Not" ? part.part : notNode(part);
  }
  if (!isJoined(tree)) return tree;
  const flat = tree.parts
    .map(tidy)
    .flatMap((part) => (isJoined(part) && part.node === tree.node ? part.parts : [part]));
  return joined(tree.node, merged(flat)) ?? tree;
}

/**
 * The parts without those that an earlier one is like; forms of a word are alike.
 *
 * @param {Node[]} parts
 * @returns {Node[]}
 */
function merged(parts) {
  /** @type {Map<string, Node>} */
  const found = new Map();
  for (const part of parts) {
    const key = JSON.stringify(formOf(part));
    if (!found.has(key)) found.set(key, part);
  }
  return [...found.values()];
}

/**
 * What parts that count as one have in common: their stems, if they ask for the text.
 *
 * @param {Node} part
 * @returns {Node}
 */
function formOf(part) {
  if (part.node !== "Words") return part;
  const isName = part.field === "by" || NAME_FIELDS.has(part.field ?? "");
  return { ...part, terms: isName ? part.terms : part.terms.map(stem), times: 1 };
}

/**
 * The words that a query leaves out beside others, by the language that it is in.
 *
 * @param {{manifest: {languages: string[], main: string}}} store
 * @param {import("./parse.js").Parsed} parsed
 * @returns {Stops}
 */
export function stopsOf({ manifest: { languages, main } }, { spelled }) {
  const words = spelled.filter(({ field }) => !field).map(({ term }) => term);
  const all = /** @type {any} */ (globalThis);
  return all.commonplaceStops?.(words, STOP_WORDS, languages, main) ?? STOP_WORDS;
}

/**
 * The tree without stop words, where other words remain beside them.
 *
 * `what is a reward` becomes `reward`; `who` stays.
 *
 * @param {Node} tree
 * @param {Stops} [stops]
 * @returns {Node}
 */
export function withoutStopWords(tree, stops = STOP_WORDS) {
  if (!isJoined(tree)) return tree;
  const kept = tree.parts.filter((part) => {
    const terms = plainTerms(part);
    // French turns verbs round (`est-ce`); in English, `how-to` says something.
    if (!terms.length || (terms.length > 1 && stops === STOP_WORDS)) return true;
    return terms.some((term) => !stops.has(term));
  });
  if (kept.every(({ node }) => ["Between", "Kind", "Not"].includes(node))) return tree;
  return joined(tree.node, kept) ?? tree;
}

/**
 * The tree with any of its words instead of all; null where that is no different.
 *
 * What filters, what excludes, and what is asked of a field still holds.
 *
 * @param {Node} tree
 * @returns {Node | null}
 */
export function relaxed(tree) {
  const parts = tree.node === "All" ? tree.parts : [tree];
  const strict = parts.filter(holds);
  const loose = parts.filter((part) => !holds(part)).flatMap(singly);
  if (loose.length < 2) return null;
  const whole = joined("All", [...strict, tidy({ node: "Any", parts: loose })]);
  return JSON.stringify(whole) === JSON.stringify(tree) ? null : whole;
}

/**
 * Whether a node narrows the search down instead of saying what it is for.
 *
 * @param {Node} node
 * @returns {boolean}
 */
function holds(node) {
  if (isJoined(node)) return node.parts.every(holds);
  return ["Between", "Kind", "Not"].includes(node.node) || ("field" in node && !!node.field);
}

/**
 * What each may stand alone: the terms of `high-speed`, the parts of OR; no phrase.
 *
 * @param {Node} node
 * @returns {Node[]}
 */
function singly(node) {
  if (node.node === "Words" && !node.quoted) {
    return node.terms.map((term) => ({ ...node, terms: [term] }));
  }
  if (node.node === "Any" || (node.node === "All" && !node.parts.some(holds))) {
    return node.parts.flatMap(singly);
  }
  return [node];
}

/**
 * The terms of a tree that is nothing but plain words; null for any other.
 *
 * @param {Node} tree
 * @returns {string[] | null}
 */
export function plainWords(tree) {
  const terms = (tree.node === "All" ? tree.parts : [tree]).map(plainTerms);
  return terms.every((some) => some.length) ? terms.flat() : null;
}

/**
 * The terms of a plain word; none for any other node.
 *
 * @param {Node} node
 * @returns {string[]}
 */
function plainTerms(node) {
  if (node.node === "Words" && !node.field && !node.quoted) return node.terms;
  return node.node === "Typed" && !node.field ? [node.text] : [];
}

/**
 * Groups of names for one thing as a map from each name to the others. Those that texts explain
 * count less, and not where a group has the name.
 *
 * @param {{aliases?: string[][][], explained?: string[][][]}} groups each name as its terms
 * @returns {Aliases}
 */
export function otherNames({ aliases = [], explained = [] }) {
  /** @type {Aliases} */
  const named = new Map();
  for (const group of [...explained, ...aliases]) {
    const share = explained.includes(group) ? EXPLAINED : 1;
    for (const name of group) {
      const others = group.filter((other) => other.join(" ") !== name.join(" "));
      const told = others.map((terms) => ({ terms, share }));
      named.set(name.map(stem).join(" "), told);
    }
  }
  return named;
}

/**
 * The tree with every name that has other names widened to all of them. A name is one
 * word, a phrase, or plain words one after another.
 *
 * @param {Node} tree
 * @param {Aliases} aliases
 * @returns {Node}
 */
export function withAliases(tree, aliases) {
  if (tree.node === "All") return joined("All", withNames(tree.parts, aliases)) ?? tree;
  if (tree.node === "Any") {
    return { node: "Any", parts: tree.parts.map((part) => withAliases(part, aliases)) };
  }
  if (tree.node === "Not") return notNode(withAliases(tree.part, aliases));
  return withNames([tree], aliases)[0];
}

/**
 * The parts, those that make up a name as one with its other names; the longest first.
 *
 * @param {Node[]} parts
 * @param {Aliases} aliases
 * @returns {Node[]}
 */
function withNames(parts, aliases) {
  const longest = Math.max(1, ...Array.from(aliases.keys(), (name) => name.split(" ").length));
  const found = [];
  for (let at = 0; at < parts.length; ) {
    let end = Math.min(parts.length, at + longest);
    while (end > at && !aliases.get(nameOf(parts.slice(at, end)))?.length) end--;
    if (end > at) {
      const run = parts.slice(at, end);
      found.push(withOthers(run, aliases.get(nameOf(run)) ?? []));
    } else {
      const inner = isJoined(parts[at]) || parts[at].node === "Not";
      found.push(inner ? withAliases(parts[at], aliases) : parts[at]);
    }
    at = Math.max(end, at + 1);
  }
  return found;
}

/**
 * The stems of a phrase, or of plain words; empty where there is anything else.
 *
 * @param {Node[]} run
 * @returns {string}
 */
function nameOf(run) {
  const [first] = run;
  if (run.length === 1 && first.node === "Words" && !first.field) {
    return first.terms.map(stem).join(" ");
  }
  const terms = run.map(plainTerms);
  return terms.every((some) => some.length) ? terms.flat().map(stem).join(" ") : "";
}

/**
 * @param {Node[]} run
 * @param {Other[]} others
 * @returns {Node}
 */
function withOthers(run, others) {
  const times = Math.min(...run.map((part) => (part.node === "Words" ? part.times : 1)));
  const itself = run.length === 1 ? run[0] : withoutStopWords({ node: "All", parts: run });
  const named = others.map(({ terms, share }) =>
    wordsNode(terms, null, { times: times * share, quoted: true }),
  );
  return { node: "Any", parts: [itself, ...named] };
}
