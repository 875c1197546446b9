/**
 * The query language: from what a reader types to a tree. The twin of
 * commonplace/query/parser.py, which has the grammar; tests/export/test_twins.py and
 * tests/search/queries.json hold the two together.
 */

import { SPACE, TOKEN, characters, isSpaceless, normal, tokens } from "./analysis.js";
import {
  DEEPEST,
  FILTERS,
  KINDS,
  MESSAGES,
  SHORTEST_TYPED,
  STOP_WORDS,
  WORD_FIELDS,
} from "./language.js";
import {
  betweenNode,
  fuzzyNode,
  joined,
  notNode,
  prefixNode,
  tidy,
  typedNode,
  wildcardNode,
  wordsNode,
} from "./tree.js";

/** @typedef {import("./tree.js").Node} Node */

/**
 * A word of a query that can be misspelt: where it is in the text, and its field.
 *
 * @typedef {{start: number, end: number, term: string, field: string | null}} Spelled
 */

/**
 * A query as a tree, null where nothing was asked; `error` says what was fixed. `text` is
 * the query with composed characters; `spelled` are its words in order.
 *
 * @typedef {{tree: Node | null, error: string | null, text: string, spelled: Spelled[]}} Parsed
 */

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
const ANY_QUOTE = /["“”„]/g;
// `e-ma`, which is `ema` while it is typed, since its first piece says too little.
const HYPHENATED = /^[^0-9-]{1,2}-[^0-9-]{2,}$/u;
const FUZZY = /^([^~*?]+)~([12]?)$/;
const WILDCARD = /^[\p{L}\p{N}]+[*?][\p{L}\p{N}*?]*$/u;
const DATE = /^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$/;

/**
 * Read a query; a mistake is put into words and the query read as plain words. While
 * `typing`, the word at the very end stands also for all that begins so.
 *
 * @param {string} typed
 * @param {boolean} [typing]
 * @returns {Parsed}
 */
export function parse(typed, typing = false) {
  const text = normal(typed);
  const openEnd = typing ? text.length : -1;
  let error = null;
  let reader;
  let tree;
  try {
    reader = new QueryReader(lexed(text.replace(QUOTES, '"')), openEnd);
    tree = reader.anyOf(null);
    if (reader.kind() === ")") throw new Mistake(MESSAGES.UNOPENED_BRACKET);
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    error = said(MESSAGES.PLAIN_WORDS, mistake.message);
    reader = new QueryReader(Array.from(text.matchAll(TOKEN), plainLexeme), openEnd);
    tree = reader.anyOf(null);
  }
  return { tree: tree && tidy(tree), error, text, spelled: reader.spelled };
}

/**
 * Whether a place of a query is inside of quotation marks.
 *
 * @param {string} text
 * @param {number} at
 */
export function isQuoted(text, at) {
  return (text.slice(0, at).match(ANY_QUOTE) ?? []).length % 2 === 1;
}

/** What is wrong with a query, in words. */
class Mistake extends Error {
  /**
   * @param {string} message
   * @param {string} [piece] of the query
   */
  constructor(message, piece = "") {
    super(said(message, piece));
  }
}

/**
 * @param {string} message in which `{}` stands for a piece
 * @param {string} piece
 */
function said(message, piece) {
  return message.replace("{}", () => piece);
}

/** @typedef {{kind: string, text: string, start: number, slop: number}} Lexeme */

/**
 * @param {RegExpMatchArray} match
 * @returns {Lexeme}
 */
function plainLexeme(match) {
  return { kind: "word", text: match[0], start: match.index ?? 0, slop: 1 };
}

/**
 * @param {string} text
 * @returns {Lexeme[]}
 */
function lexed(text) {
  const found = [];
  for (const match of text.matchAll(LEXEME)) {
    const groups = match.groups ?? {};
    const start = match.index ?? 0;
    if (groups.phrase !== undefined) {
      const slop = Number(groups.slop ?? 1);
      found.push({ kind: '"', text: groups.phrase, start: start + 1, slop });
    } else if (groups.quote) {
      throw new Mistake(MESSAGES.UNCLOSED_QUOTE);
    } else if (["AND", "OR", "NOT"].includes(groups.word)) {
      found.push({ kind: groups.word, text: "", start, slop: 1 });
    } else if (groups.minus && !found.length && /^.\p{Nd}/u.test(text.slice(start))) {
      // The sign of a number: there is nothing yet that it could take something from.
    } else if (!groups.space) {
      const kind = Object.keys(groups).find((name) => groups[name] !== undefined) ?? "";
      found.push({ kind: SIGNS[kind] ?? kind, text: groups[kind], start, slop: 1 });
    }
  }
  return found;
}

/**
 * Reads lexemes from left to right; one method a line of the grammar. A word that ends at
 * `openEnd` is still being typed.
 */
class QueryReader {
  /**
   * @param {Lexeme[]} lexemes
   * @param {number} openEnd
   */
  constructor(lexemes, openEnd) {
    this.lexemes = lexemes;
    this.openEnd = openEnd;
    this.at = 0;
    this.depth = 0;
    /** @type {Spelled[]} */
    this.spelled = [];
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
    let negated = this.negated();
    let inField = field;
    if (this.kind() === "field") {
      inField = known(this.next().text);
      negated = this.negated() !== negated;
      if (!["word", '"', "("].includes(this.kind())) {
        throw new Mistake(MESSAGES.LONE_FIELD, inField);
      }
    }
    const part = this.what(inField);
    return part && negated ? notNode(part) : part;
  }

  negated() {
    let negated = false;
    while (this.kind() === "NOT" || this.kind() === "-") {
      this.next();
      negated = !negated;
      if (["", ")", "OR", "AND"].includes(this.kind())) {
        throw new Mistake(MESSAGES.LONE_NOT);
      }
    }
    return negated;
  }

  /**
   * @param {string | null} field
   * @returns {Node | null}
   */
  what(field) {
    if (this.kind() === "(") return this.inBrackets(field);
    const lexeme = this.next();
    if (field && FILTERS.has(field)) return filterOf(field, lexeme.text);
    const special = lexeme.kind === "word" ? specialWord(lexeme.text, field) : null;
    return special ?? this.words(lexeme, field);
  }

  /**
   * @param {Lexeme} lexeme
   * @param {string | null} field
   * @returns {Node | null}
   */
  words({ kind, text, start, slop }, field) {
    const quoted = kind === '"';
    const found = Array.from(text.matchAll(TOKEN)).flatMap(({ 0: token, index = 0 }) => {
      const terms = tokens(token);
      // What is elided, as in `l'été`, is asked for in phrases and names.
      if (!quoted && !field && terms.length === 2 && /['’]/.test(token)) terms.shift();
      return terms.map((term) => {
        return { start: start + index, end: start + index + token.length, term, field };
      });
    });
    this.spelled.push(...found);
    if (!found.length) return null;
    const { end, term } = found[found.length - 1];
    const terms = found.map((one) => one.term);
    const isOpen = end === this.openEnd && !quoted && !isSpaceless(term);
    if (isOpen && HYPHENATED.test(text)) return typedNode(terms.join(""), field);
    const isShort = Array.from(term).length < SHORTEST_TYPED || STOP_WORDS.has(term);
    const typed = isOpen && !isShort ? terms.splice(-1) : [];
    const how = { slop: Math.max(1, slop), quoted };
    const words = rowsOf(terms).map((row) => wordsNode(row, field, how));
    return joined("All", [...words, ...typed.map((one) => typedNode(one, field))]);
  }

  /**
   * @param {string | null} field
   * @returns {Node | null}
   */
  inBrackets(field) {
    this.next();
    this.depth += 1;
    if (this.depth > DEEPEST) throw new Mistake(MESSAGES.TOO_DEEP);
    const inner = this.anyOf(field);
    if (this.kind() !== ")") throw new Mistake(MESSAGES.UNCLOSED_BRACKET);
    this.next();
    this.depth -= 1;
    return inner;
  }
}

/**
 * Terms that stand in a row, one or more together. A single character of a script without spaces
 * is a row of its own: it may be a part of any pair of the text.
 *
 * @param {string[]} terms
 */
function rowsOf(terms) {
  /** @type {string[][]} */
  const rows = [];
  let open = false;
  for (const term of terms) {
    const alone = characters(term).length === 1;
    if (open && !alone) rows[rows.length - 1].push(term);
    else rows.push([term]);
    open = !alone;
  }
  return rows;
}

/**
 * @param {string} field
 * @returns {string} the field, if there is one of that name
 */
function known(field) {
  if (WORD_FIELDS.has(field) || FILTERS.has(field)) return field;
  throw new Mistake(MESSAGES.NO_FIELD, field);
}

/**
 * @param {string} field
 * @param {string} value
 * @returns {Node}
 */
function filterOf(field, value) {
  if (field === "kind") {
    const kind = value.toLowerCase().replace(/s$/, "");
    if (KINDS.includes(kind)) return { node: "Kind", kind };
    throw new Mistake(MESSAGES.NO_KIND, value);
  }
  if (!DATE.test(value) || (field === "year" && value.length !== 4)) {
    throw new Mistake(field === "year" ? MESSAGES.NO_YEAR : MESSAGES.NO_DATE, value);
  }
  if (field === "year") return betweenNode(value, String(Number(value) + 1).padStart(4, "0"));
  return field === "after" ? betweenNode(value, "") : betweenNode("", value);
}

/**
 * A word with a sign that stands for other words; null where it has none, or is of a script
 * without spaces.
 *
 * @param {string} text
 * @param {string | null} field
 * @returns {Node | null}
 */
function specialWord(text, field) {
  if (isSpaceless(text)) return null;
  const [, near = "", edits = ""] = FUZZY.exec(text) ?? [];
  const [nearTerm, ...nearMore] = tokens(near);
  if (nearTerm && !nearMore.length) return fuzzyNode(nearTerm, Number(edits || 1), field);
  const bare = text.replace(/\*+$/, "");
  const [bareTerm, ...bareMore] = tokens(/[*?]/.test(bare) ? "" : bare);
  if (bare !== text && bareTerm && !bareMore.length) return prefixNode(bareTerm, field);
  if (/[*?]/.test(text) && !text.endsWith("?")) {
    const pattern = normal(text.toLowerCase());
    if (!WILDCARD.test(pattern)) throw new Mistake(MESSAGES.NO_LETTER, text);
    return wildcardNode(pattern, field);
  }
  return null;
}
