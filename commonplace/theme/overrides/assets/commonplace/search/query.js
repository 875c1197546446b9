/**
 * The query language: from what a reader types to a tree that both engines understand.
 * The twin of commonplace/query.py, which has the grammar; tests/test_twins.py and
 * tests/search/queries.json hold the two together.
 *
 * Every node is made by one of the functions below, so that two nodes that are alike
 * are alike as JSON too.
 */

import { SPACE, tokens } from "./analysis.js";

/**
 * Terms that stand one behind the other: one term, or several from one word or phrase.
 *
 * @typedef {object} Words
 * @property {"Words"} node
 * @property {string[]} terms
 * @property {string | null} field
 * @property {number} slop
 * @property {number} times
 * @property {boolean} quoted
 */
/** @typedef {{node: "Prefix", text: string, field: string | null}} Prefix */
/** @typedef {{node: "Wildcard", pattern: string, field: string | null}} Wildcard */
/** @typedef {{node: "Fuzzy", text: string, distance: number, field: string | null}} Fuzzy */
/** @typedef {{node: "Between", first: string, last: string}} Between */
/** @typedef {{node: "Kind", kind: string}} Kind */
/** @typedef {{node: "All", parts: Node[]}} All */
/** @typedef {{node: "Any", parts: Node[]}} Any */
/** @typedef {{node: "Not", part: Node}} Not */
/** @typedef {Words | Prefix | Wildcard | Fuzzy | Between | Kind | All | Any | Not} Node */

/**
 * A query as a tree, null where nothing was asked; `error` says what was mended.
 *
 * @typedef {{tree: Node | null, error: string | null}} Parsed
 */

/**
 * A name, as its terms with a space between them → the other names for the same thing.
 *
 * @typedef {Map<string, string[][]>} Aliases
 */

/**
 * One term, or several that stand one behind the other.
 *
 * @param {string[]} terms
 * @param {string | null} [field]
 * @param {{slop?: number, times?: number, quoted?: boolean}} [how]
 * @returns {Words}
 */
export function words(terms, field = null, { slop = 1, times = 1, quoted = false } = {}) {
  return { node: "Words", terms, field, slop, times, quoted };
}

/**
 * Every word that begins with a text.
 *
 * @param {string} text
 * @param {string | null} field
 * @returns {Prefix}
 */
export function prefix(text, field) {
  return { node: "Prefix", text, field };
}

/**
 * Every word of a shape: `?` is one character, `*` any number of them.
 *
 * @param {string} pattern
 * @param {string | null} field
 * @returns {Wildcard}
 */
export function wildcard(pattern, field) {
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
export function fuzzy(text, distance, field) {
  return { node: "Fuzzy", text, distance, field };
}

/**
 * Dates from `first` on and before `last`, as text; either may be empty.
 *
 * @param {string} first
 * @param {string} last
 * @returns {Between}
 */
function between(first, last) {
  return { node: "Between", first, last };
}

/**
 * What the part does not match.
 *
 * @param {Node} part
 * @returns {Not}
 */
function not(part) {
  return { node: "Not", part };
}

/**
 * The one part itself, or all of them as a node; null where there is none.
 *
 * @param {"All" | "Any"} node
 * @param {Node[]} parts
 * @returns {Node | null}
 */
function joined(node, parts) {
  return parts.length > 1 ? { node, parts } : (parts[0] ?? null);
}

/**
 * @param {Node} node
 * @returns {node is All | Any}
 */
function isJoined(node) {
  return node.node === "All" || node.node === "Any";
}

// Reading

const WORD_FIELDS = new Set(["text", "title", "heading", "speaker", "topic"]);
const FILTERS = new Set(["kind", "year", "after", "before"]);
const KINDS = ["post", "transcript"];

const LEXEME = new RegExp(
  [
    `(?<space>[${SPACE}]+)`,
    String.raw`(?<open>\()|(?<close>\))|(?<minus>-(?=[\p{L}\p{N}_"(]))`,
    `(?<field>[a-z]{2,12}):(?=[^${SPACE})])`,
    `"(?<phrase>[^"]*)"(?:~(?<slop>[0-9]{1,2}))?`,
    `(?<quote>")`,
    `(?<word>[^${SPACE}()"]+)`,
  ].join("|"),
  "gu",
);
/** @type {Record<string, string>} */
const SIGNS = { open: "(", close: ")", minus: "-" };
const QUOTES = /[“”„]/g; // as phones and word processors set them
const FUZZY = /^([^~*?]+)~([12]?)$/;
const WILDCARD = /^[\p{L}\p{N}]+[*?][\p{L}\p{N}*?]*$/u;
const DATE = /^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$/;
const DEEPEST = 20; // brackets within brackets

/**
 * Read a query; a mistake is put into words and the query read as plain words.
 *
 * @param {string} text
 * @returns {Parsed}
 */
export function parse(text) {
  try {
    const reader = new Reader(lexed(text.replace(QUOTES, '"')));
    const tree = reader.anyOf(null);
    if (reader.kind() === ")") throw new Mistake("A bracket is closed that was never opened");
    return { tree: tree && tidy(tree), error: null };
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    const plain = joined("All", tokens(text).map((term) => words([term])));
    const error = `${mistake.message}, so these are searched as plain words.`;
    return { tree: plain && tidy(plain), error };
  }
}

/** What is wrong with a query, in words. */
class Mistake extends Error {}

/** @typedef {{kind: string, text: string, slop: number}} Lexeme */

/**
 * @param {string} text
 * @returns {Lexeme[]}
 */
function lexed(text) {
  const found = [];
  for (const match of text.matchAll(LEXEME)) {
    const groups = match.groups ?? {};
    if (groups.phrase !== undefined) {
      found.push({ kind: '"', text: groups.phrase, slop: Number(groups.slop ?? 1) });
    } else if (groups.quote) {
      throw new Mistake("A quotation mark is not closed");
    } else if (["AND", "OR", "NOT"].includes(groups.word)) {
      found.push({ kind: groups.word, text: "", slop: 1 });
    } else if (!groups.space) {
      const kind = Object.keys(groups).find((name) => groups[name] !== undefined) ?? "";
      found.push({ kind: SIGNS[kind] ?? kind, text: groups[kind], slop: 1 });
    }
  }
  return found;
}

/** Reads lexemes from left to right; one method a line of the grammar. */
class Reader {
  /** @param {Lexeme[]} lexemes */
  constructor(lexemes) {
    this.lexemes = lexemes;
    this.at = 0;
    this.depth = 0;
  }

  /** The kind of the next lexeme; empty at the end. */
  kind() {
    return this.lexemes[this.at]?.kind ?? "";
  }

  next() {
    return this.lexemes[this.at++];
  }

  /**
   * @param {string | null} field
   * @returns {Node | null}
   */
  anyOf(field) {
    const parts = [this.allOf(field)];
    while (this.kind() === "OR") {
      this.next();
      parts.push(this.allOf(field));
    }
    return joined("Any", parts.filter((part) => part !== null));
  }

  /**
   * @param {string | null} field
   * @returns {Node | null}
   */
  allOf(field) {
    /** @type {Node[]} */
    const parts = [];
    while (!["", ")", "OR"].includes(this.kind())) {
      if (this.kind() === "AND") {
        this.next();
        continue;
      }
      const part = this.one(field);
      if (part) parts.push(part);
    }
    return joined("All", parts);
  }

  /**
   * @param {string | null} field
   * @returns {Node | null}
   */
  one(field) {
    let negated = false;
    while (this.kind() === "NOT" || this.kind() === "-") {
      this.next();
      negated = !negated;
      if (["", ")", "OR", "AND"].includes(this.kind())) {
        throw new Mistake("NOT stands before nothing");
      }
    }
    const part = this.what(this.kind() === "field" ? known(this.next().text) : field);
    return part && negated ? not(part) : part;
  }

  /**
   * @param {string | null} field
   * @returns {Node | null}
   */
  what(field) {
    if (this.kind() === "(") return this.inBrackets(field);
    const lexeme = this.next();
    if (field && FILTERS.has(field)) return filter(field, lexeme.text);
    if (lexeme.kind !== '"') return word(lexeme.text, field);
    const terms = tokens(lexeme.text);
    if (!terms.length) return null;
    return words(terms, field, { slop: Math.max(1, lexeme.slop), quoted: true });
  }

  /**
   * @param {string | null} field
   * @returns {Node | null}
   */
  inBrackets(field) {
    this.next();
    this.depth += 1;
    if (this.depth > DEEPEST) throw new Mistake("The brackets are nested too deep");
    const inner = this.anyOf(field);
    if (this.kind() !== ")") throw new Mistake("A bracket is not closed");
    this.next();
    this.depth -= 1;
    return inner;
  }
}

/**
 * @param {string} field
 * @returns {string} the field, if there is one of that name
 */
function known(field) {
  if (WORD_FIELDS.has(field) || FILTERS.has(field)) return field;
  const all = [...WORD_FIELDS, ...FILTERS].sort().join(", ");
  throw new Mistake(`There is no field ${field} (there are ${all})`);
}

/**
 * @param {string} field
 * @param {string} value
 * @returns {Node}
 */
function filter(field, value) {
  if (field === "kind") {
    const kind = value.toLowerCase().replace(/s$/, "");
    if (KINDS.includes(kind)) return { node: "Kind", kind };
    throw new Mistake(`There is no kind ${value} (there are ${KINDS.join(" and ")})`);
  }
  if (!DATE.test(value) || (field === "year" && value.length !== 4)) {
    throw new Mistake(`${value} is no ${field === "year" ? "year" : "date"} such as 2024`);
  }
  if (field === "year") return between(value, String(Number(value) + 1).padStart(4, "0"));
  return field === "after" ? between(value, "") : between("", value);
}

/**
 * @param {string} text
 * @param {string | null} field
 * @returns {Node | null}
 */
function word(text, field) {
  const [, near = "", edits = ""] = FUZZY.exec(text) ?? [];
  const [nearTerm, ...nearMore] = tokens(near);
  if (nearTerm && !nearMore.length) return fuzzy(nearTerm, Number(edits || 1), field);
  const bare = text.replace(/\*+$/, "");
  const [bareTerm, ...bareMore] = tokens(/[*?]/.test(bare) ? "" : bare);
  if (bare !== text && bareTerm && !bareMore.length) return prefix(bareTerm, field);
  if (/[*?]/.test(text) && !text.endsWith("?")) {
    const pattern = text.toLowerCase();
    if (!WILDCARD.test(pattern)) throw new Mistake(`${text} needs a letter in front of * or ?`);
    return wildcard(pattern, field);
  }
  const terms = tokens(text);
  return terms.length ? words(terms, field) : null;
}

/**
 * Nested parts of a kind become one, and words asked for twice count twice.
 *
 * @param {Node} tree
 * @returns {Node}
 */
function tidy(tree) {
  if (tree.node === "Not") {
    const part = tidy(tree.part);
    return part.node === "Not" ? part.part : not(part);
  }
  if (!isJoined(tree)) return tree;
  const flat = tree.parts
    .map(tidy)
    .flatMap((part) => (isJoined(part) && part.node === tree.node ? part.parts : [part]));
  return joined(tree.node, merged(flat)) ?? tree;
}

/**
 * The parts without those that an earlier one is like; words add up how often they were asked.
 *
 * @param {Node[]} parts
 * @returns {Node[]}
 */
function merged(parts) {
  /** @type {Map<string, Node>} */
  const found = new Map();
  for (const part of parts) {
    const key = JSON.stringify(part.node === "Words" ? { ...part, times: 1 } : part);
    const same = found.get(key);
    if (same?.node === "Words" && part.node === "Words") {
      found.set(key, { ...same, times: same.times + part.times });
    } else if (!same) {
      found.set(key, part);
    }
  }
  return [...found.values()];
}

// What becomes of a tree

/**
 * Words that carry grammar and no subject. They are indexed, for phrases, and asked
 * for where nothing else is; among other words they do not count.
 */
export const STOP_WORDS = new Set(
  (
    "a about after all also am an and any are as at be because been before being both but by " +
    "can could did do does doing done down during each either else ever every few for from " +
    "further had has have having he her here hers him his how however i if in into is it its " +
    "itself just like many may me might more most much must my no nor not of off on once one " +
    "only or other our out over own per same shall she should since so some such than that " +
    "the their them then there these they this those though through thus to too under until " +
    "up upon us very was we well were what when where whether which while who whom whose why " +
    "will with within without would yet you your"
  ).split(" "),
);

/**
 * The tree without stop words, where other words remain beside them.
 *
 * `what is a reward` becomes `reward`; `who` stays.
 *
 * @param {Node} tree
 * @returns {Node}
 */
export function withoutStopWords(tree) {
  if (!isJoined(tree)) return tree;
  const kept = tree.parts.filter((part) => !isStopWord(part));
  const searches = ["Words", "Prefix", "Wildcard", "Fuzzy", "All", "Any"];
  if (!kept.some((part) => searches.includes(part.node))) return tree;
  return joined(tree.node, kept) ?? tree;
}

/** @param {Node} node */
function isStopWord(node) {
  if (node.node !== "Words" || node.quoted || node.field || node.terms.length > 1) return false;
  return STOP_WORDS.has(node.terms[0]);
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
  return joined("All", [...strict, tidy({ node: "Any", parts: loose })]);
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
 * The terms of a word such as `high-speed` each on its own; a phrase stays whole.
 *
 * @param {Node} node
 * @returns {Node[]}
 */
function singly(node) {
  if (node.node !== "Words" || node.quoted) return [node];
  return node.terms.map((term) => ({ ...node, terms: [term] }));
}

/**
 * The tree with every name that has other names widened to all of them.
 *
 * @param {Node} tree
 * @param {Aliases} aliases
 * @returns {Node}
 */
export function withAliases(tree, aliases) {
  if (isJoined(tree)) {
    return { node: tree.node, parts: tree.parts.map((part) => withAliases(part, aliases)) };
  }
  if (tree.node === "Not") return not(withAliases(tree.part, aliases));
  const others = tree.node === "Words" && !tree.field && aliases.get(tree.terms.join(" "));
  if (!others) return tree;
  const named = others.map((terms) => ({ ...tree, terms, quoted: true, slop: 1 }));
  return { node: "Any", parts: [tree, ...named] };
}

// Words that a node stands for. Characters are code points here, as in Python.

/**
 * Whether a word is one of those that a node stands for.
 *
 * @param {Prefix | Wildcard | Fuzzy} node
 * @param {string} word
 * @returns {boolean}
 */
export function matches(node, word) {
  if (node.node === "Prefix") return word.startsWith(node.text);
  if (node.node === "Wildcard") return fits([...node.pattern], [...word]);
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
 * What stands in a wildcard's pattern before its first `*` or `?`.
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
