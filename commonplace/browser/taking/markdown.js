/**
 * A piece of a page as Markdown: CommonMark, with the tables and the struck words of GitHub's.
 */

import { BESIDE } from "../words.js";

/** What Markdown cannot say; it takes HTML as it is. */
const AS_IT_IS = new Set("math sub sup kbd mark u ins small abbr".split(" "));
/** A reference to a footnote, a time inside a turn, and a word that was searched for. */
const [NOTE, TIME, FOUND] = [".cp-noteref", ".cp-inner", ".cp-found"];
const KEPT = `${NOTE}, ${TIME}`;
const BLOCKS = new Set(
  "p div section figure figcaption blockquote pre ul ol li table hr dl dt dd details summary h1 h2 h3 h4 h5 h6".split(" "),
);
/** What stands around the words of an element within a line. */
const AROUND = /** @type {Record<string, string>} */ ({
  em: "*", i: "*", cite: "*", strong: "**", b: "**", del: "~~", s: "~~",
});

/**
 * The Markdown of an element's content, its blocks apart by an empty line.
 * @param {Element} piece
 */
export function markdownOf(piece) {
  const copy = /** @type {Element} */ (piece.cloneNode(true));
  for (const one of copy.querySelectorAll(BESIDE)) if (!one.matches(KEPT)) one.remove();
  return blocksIn(copy).join("\n\n");
}

/**
 * A text that Markdown shows as it is.
 * @param {string} text
 */
export function escaped(text) {
  return text
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/~(?=~)/g, "&#126;")
    .replace(/[\\`*_[\]>]/g, "\\$&")
    .replace(/^(\s*)([-+#=:]|\d+[.)])(?=\s|#|=|-|$)/gm, (_, space, mark) =>
      space + (mark.length > 1 ? `${mark.slice(0, -1)}\\${mark.at(-1)}` : `\\${mark}`));
}

/**
 * The blocks in an element; what stands between them is a paragraph.
 * @param {Element} element
 * @returns {string[]}
 */
function blocksIn(element) {
  const found = [];
  let line = "";
  for (const node of element.childNodes) {
    if (!(node instanceof Element && BLOCKS.has(node.localName))) {
      line += inline(node);
      continue;
    }
    found.push(line, ...block(node));
    line = "";
  }
  return [...found, line].map((one) => one.trim()).filter(Boolean);
}

/** @param {Element} element @returns {string[]} */
function block(element) {
  const name = element.localName;
  if (name === "hr") return ["---"];
  if (name === "p" || name === "summary" || name === "dt") return [lineOf(element)];
  if (name === "pre") return [fenced((element.textContent ?? "").replace(/\n$/, ""))];
  if (name === "blockquote") return [prefixed(blocksIn(element).join("\n\n"), "> ", "> ")];
  if (name === "dd") return [prefixed(blocksIn(element).join("\n\n"), ":   ", "    ")];
  if (name === "ul" || name === "ol") return [list(element)];
  if (name === "table") return [table(element)];
  if (/^h\d$/.test(name)) return [`${"#".repeat(Number(name[1]))} ${lineOf(element)}`];
  return blocksIn(element);
}

/** @param {Element} element */
function lineOf(element) {
  return [...element.childNodes].map(inline).join("").trim();
}

/** @param {Node} node @returns {string} */
function inline(node) {
  if (!(node instanceof Element)) return escaped((node.textContent ?? "").replace(/\s+/g, " "));
  const name = node.localName;
  if (name === "br") return "\\\n";
  if (name === "code") return code(node.textContent ?? "");
  if (name === "img") {
    const { src } = /** @type {HTMLImageElement} */ (node);
    return `![${escaped(node.getAttribute("alt") ?? "")}](<${src}>)`;
  }
  if (node.matches(NOTE)) return `[^${node.textContent?.trim()}]`;
  if (node.matches(TIME)) return `\\[${node.getAttribute("data-time")}\\] `;
  if (AS_IT_IS.has(name) && !node.matches(FOUND)) return html(node);
  const words = [...node.childNodes].map(inline).join("");
  if (node instanceof HTMLAnchorElement && node.href) return `[${words}](<${node.href}>)`;
  const mark = AROUND[name];
  if (!mark || !words.trim()) return words;
  // A mark takes effect only where it touches the words.
  const [, before, inner, after] = /** @type {RegExpExecArray} */ (/^(\s*)(\S(?:.*\S)?)(\s*)$/s.exec(words));
  return `${before}${mark}${inner}${mark}${after}`;
}

/** @param {Element} element @returns {string} its HTML; the words in it are Markdown still */
function html(element) {
  const name = element.localName;
  const said = [...element.attributes].filter(({ name }) => name !== "class" && name !== "id");
  const attributes = said.map(({ name, value }) => ` ${name}="${value.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)}"`);
  const inside = [...element.childNodes].map((node) => (node instanceof Element ? html(node) : inline(node)));
  return `<${name}${attributes.join("")}>${inside.join("")}</${name}>`;
}

/** @param {string} text */
function code(text) {
  const fence = "`".repeat(longest(text) + 1);
  const space = /^`|`$/.test(text) ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

/** @param {string} text */
function fenced(text) {
  const fence = "`".repeat(Math.max(3, longest(text) + 1));
  return `${fence}\n${text}\n${fence}`;
}

/** @param {string} text @returns {number} of its runs of backticks, how long the longest is */
function longest(text) {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** @param {Element} element */
function list(element) {
  let number = Number(element.getAttribute("start") ?? 1);
  const items = [...element.children].map((item) => {
    const mark = element.localName === "ol" ? `${number++}. ` : "- ";
    return prefixed(blocksIn(item).join("\n\n"), mark, " ".repeat(mark.length));
  });
  const loose = items.some((item) => item.includes("\n\n"));
  return items.join(loose ? "\n\n" : "\n");
}

/** @param {Element} element */
function table(element) {
  const rows = [...element.querySelectorAll("tr")].map((row) =>
    [...row.children].map((cell) => lineOf(cell).replace(/\\?\n/g, " ").replaceAll("|", "\\|")),
  );
  const [head = [], ...rest] = rows;
  const written = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [written(head), written(head.map(() => "---")), ...rest.map(written)].join("\n");
}

/** @param {string} text @param {string} first @param {string} further */
function prefixed(text, first, further) {
  return text
    .split("\n")
    .map((line, number) => `${number ? further : first}${line}`.trimEnd())
    .join("\n");
}
