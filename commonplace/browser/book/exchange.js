/**
 * The commonplace book as a file that a reader can keep, read and bring back.
 */

import { keptFrom, VERSION } from "./shelf.js";
import { t } from "../texts.js";

/** @typedef {import("./shelf.js").Kept} Kept */

const FORMAT = "commonplace-book";
/** What stands behind a passage in Markdown, so that it can be read back. */
const MARK = /^<!-- kept (\{.*\}) -->$/;

/**
 * @param {Kept[]} passages
 * @param {string} site its name
 */
export function asJson(passages, site) {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, site, passages }, null, 2)}\n`;
}

/**
 * @param {Kept[]} passages
 * @param {string} site its name
 * @param {(address: string) => string} link an address below the site's root as a whole one
 */
export function asMarkdown(passages, site, link) {
  const lines = [`# ${t`My commonplace book`}`, t`Passages from ${site}.`];
  let title = null;
  for (const kept of passages) {
    if (kept.title !== title) lines.push(`## ${kept.title.replace(/\s+/g, " ")}`);
    title = kept.title;
    lines.push(kept.words.split("\n").map((line) => `> ${line}`).join("\n"));
    const where = [kept.speaker, kept.time, kept.date].filter(Boolean).join(", ");
    lines.push(`— [${where || t`the passage`}](<${link(kept.address)}>)`);
    if (kept.note) lines.push(kept.note);
    const { words: _words, note: _note, ...rest } = kept;
    lines.push(`<!-- kept ${JSON.stringify(rest).replaceAll(">", "\\u003e")} -->`);
  }
  return `${lines.join("\n\n")}\n`;
}

/**
 * The passages of a file in either form. Raises an Error whose message is for the reader.
 * @param {string} text
 * @returns {Kept[]}
 */
export function passagesIn(text) {
  const found = text.trimStart().startsWith("{") ? inJson(text) : inMarkdown(text);
  if (!found.length) {
    throw new Error(t`There are no passages in this file. Choose one that was downloaded here.`);
  }
  return found;
}

/** @param {string} text */
function inJson(text) {
  let said;
  try {
    said = JSON.parse(text);
  } catch {
    throw new Error(t`This file is damaged: it ends too early or is not JSON.`);
  }
  if (said?.format !== FORMAT || !Array.isArray(said.passages)) {
    throw new Error(t`This is a JSON file, but not a commonplace book.`);
  }
  if (!(said.version <= VERSION)) {
    throw new Error(t`This file was made by a newer version of the site. Reload the page and try again.`);
  }
  return said.passages.flatMap((/** @type {unknown} */ one) => keptFrom(one) ?? []);
}

/**
 * Words are what is quoted above a mark, the note what stands between the link and the mark.
 * @param {string} text
 */
function inMarkdown(text) {
  const found = [];
  /** @type {string[]} */
  let words = [];
  /** @type {string[] | null} */
  let note = null; // null until the quotation and its link are over
  for (const line of text.split(/\r?\n/)) {
    const mark = MARK.exec(line);
    if (mark) {
      const kept = keptOf(mark[1], words.join("\n"), (note ?? []).join("\n").trim());
      if (kept) found.push(kept);
      [words, note] = [[], null];
    } else if (note) note.push(line);
    else if (line.startsWith(">")) words.push(line.replace(/^> ?/, ""));
    else if (line.startsWith("— [") && words.length) note = [];
  }
  return found;
}

/** @param {string} rest @param {string} words @param {string} note */
function keptOf(rest, words, note) {
  try {
    return keptFrom({ ...JSON.parse(rest), words, note });
  } catch {
    return null; // somebody wrote into it; the others are whole
  }
}
