/**
 * A quotation as other programs take it: each function returns a text.
 */

import { t } from "../texts.js";

/** @typedef {import("./quotable.js").Quotation} Quotation */
/** @typedef {import("./quotable.js").Source} Source */

const MONTHS =
  "January February March April May June July August September October November December".split(" ");
/** What BibTeX reads as something else, https://ctan.org/pkg/btxdoc. */
const SPECIAL = /** @type {Record<string, string>} */ ({
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
});

const PARTICLES = new Set(
  "van von der den de del della di da dos la le ter ten zu bin al".split(" "),
);

/** The forms in which a passage can be cited, in the order in which they are offered. */
export const FORMS = /** @type {[string, (quotation: Quotation) => string][]} */ ([
  ["APA", apa],
  ["Markdown", markdown],
  ["BibTeX", bibtex],
  ["RIS", ris],
  ["CSL-JSON", csl],
]);

/**
 * The words with who says them, where, and when.
 * @param {Quotation} quotation
 */
export function quote(quotation) {
  const { words, link } = quotation;
  return `${t`“${words}”`}\n— ${[...origin(quotation)].join(", ")}\n${link}`;
}

/** @param {Quotation} quotation */
export function markdown(quotation) {
  const { words, link } = quotation;
  const quoted = words.split("\n").map((line) => `> ${inMarkdown(line)}`);
  const [first, ...rest] = [...origin(quotation)].map(inMarkdown);
  return `${quoted.join("\n>\n")}\n>\n> — ${[`[${first}](<${link}>)`, ...rest].join(", ")}`;
}

/**
 * A reference in the style of the American Psychological Association, 7th edition.
 * @param {Quotation} quotation
 */
export function apa({ source, link, time, speaker }) {
  const names = source.authors.map(initialled);
  const last = names.pop();
  const authors = names.length ? `${names.join(", ")}, & ${last}` : (last ?? "");
  const [year, month, day] = dateOf(source);
  const date = year ? `${year}${month ? `, ${MONTHS[month - 1]}${day ? ` ${day}` : ""}` : ""}` : "n.d.";
  const kind = source.spoken ? " [Transcript]" : "";
  const at = time ? ` (${speaker ? `${speaker}, ` : ""}${time})` : "";
  const title = `${source.title}${kind}${at}`;
  const head = authors ? `${closed(authors)} (${date}). ${closed(title)}` : `${closed(title)} (${date}).`;
  return `${head} ${source.site ? `${closed(source.site)} ` : ""}${link}`;
}

/** @param {Quotation} quotation */
export function bibtex({ source, anchor, link, time, speaker }) {
  const [year, month, day] = dateOf(source);
  const said = [time && `at ${time}`, speaker && `said by ${speaker}`].filter(Boolean).join(", ");
  const fields = [
    ["author", source.authors.map((name) => `{${escaped(name)}}`).join(" and ")],
    ["title", `{${escaped(source.title)}}`],
    ["year", year],
    ["month", month],
    ["day", day],
    ["howpublished", escaped(source.site)],
    ["note", escaped(said)],
    ["url", link.replace(/[{}\\]/g, encodeURIComponent)],
  ].filter(([, value]) => value && value !== "{}");
  const lines = fields.map(([name, value]) => `  ${name} = {${value}},\n`);
  return `@misc{${keyOf(source, anchor)},\n${lines.join("")}}`;
}

/**
 * The format of the Research Information Systems, which reference managers read.
 * @param {Quotation} quotation
 */
export function ris({ source, link, words, time, speaker }) {
  const [year, month, day] = dateOf(source);
  const lines = [
    ["TY", source.spoken ? "SOUND" : "BLOG"],
    ...source.authors.map((name) => ["AU", inverted(name)]),
    ["TI", source.title],
    ["T2", source.site],
    ["PY", year],
    ["DA", year && [year, two(month), two(day)].join("/")],
    ["N1", [speaker, time].filter(Boolean).join(", ")],
    ["AB", words.replaceAll("\n", " ")],
    ["UR", link],
  ];
  const said = lines.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}`);
  return `${said.join("\n")}\nER  - `;
}

/**
 * https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
 * @param {Quotation} quotation
 */
export function csl({ source, anchor, link, time, speaker }) {
  const date = dateOf(source);
  const described = {
    id: keyOf(source, anchor),
    type: source.spoken ? "broadcast" : "post-weblog",
    title: source.title,
    author: source.authors.map((name) => named(name)),
    issued: date.length ? { "date-parts": [date] } : undefined,
    "container-title": source.site || undefined,
    note: [speaker, time].filter(Boolean).join(", ") || undefined,
    URL: link,
  };
  return JSON.stringify([described], null, 2);
}

/** @param {Quotation} quotation */
function* origin({ source, speaker, time }) {
  if (speaker) yield speaker;
  else if (source.authors.length) yield source.authors.join(", ");
  yield source.title;
  if (time) yield time;
  const [year, month, day] = dateOf(source);
  if (year) yield [day, month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}

/**
 * Year, month and day, as far as they are known.
 * @param {Source} source
 */
function dateOf({ date }) {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(date);
  return found ? found.slice(1).filter(Boolean).map(Number) : [];
}

/**
 * A name of several words, cut before the last one; particles of a family's name stay with it.
 * @param {string} name
 * @returns {[string, string]} family and given names
 */
function parts(name) {
  const tokens = name.split(/\s+/);
  let first = tokens.length - 1;
  while (first > 1 && PARTICLES.has(tokens[first - 1])) first -= 1;
  return [tokens.slice(first).join(" "), tokens.slice(0, first).join(" ")];
}

/** @param {string} name */
function named(name) {
  const [family, given] = parts(name);
  return given ? { family, given } : { literal: family };
}

/** @param {string} name */
function inverted(name) {
  const [family, given] = parts(name);
  return given ? `${family}, ${given}` : family;
}

/** @param {string} name */
function initialled(name) {
  const [family, given] = parts(name);
  const initials = given.split(/[\s.]+/).filter(Boolean).map((one) => `${[...one][0]}.`);
  return given ? `${family}, ${initials.join(" ")}` : family;
}

/** @param {string} text with a full stop behind it, where it does not end in one or the like */
function closed(text) {
  return /[.?!…]$/.test(text) ? text : `${text}.`;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\{}~^&%$#_]/g, (one) => SPECIAL[one] ?? `\\${one}`);
}

/** @param {string} text */
function inMarkdown(text) {
  return text.replace(/[\\`*_[\]<>#]/g, "\\$&");
}

/** @param {Source} source @param {string} anchor */
function keyOf(source, anchor) {
  const slug = source.address.split("/").filter(Boolean).at(-1) ?? "page";
  return `${slug}-${anchor}`.replace(/[^\w-]+/g, "-");
}

/** @param {number | undefined} number */
function two(number) {
  return number ? String(number).padStart(2, "0") : "";
}
