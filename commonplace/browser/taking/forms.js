/**
 * A document as files that a reader can take along. Each function returns a text.
 */

import { clock } from "../clock.js";
import { wordsOf } from "../words.js";
import { escaped, markdownOf } from "./markdown.js";

/** @typedef {import("./content.js").Content} Content */
/** @typedef {import("./content.js").Passage} Passage */

/** Letters of a caption, and those that are said in a second: as open_data/captions.py has them. */
const [LONGEST, PACE] = [160, 15];

/** @param {Content} content */
export function asMarkdown({ source, sources, pieces }) {
  const fields = [
    ["title", source.title],
    ["authors", source.authors],
    ["date", source.date],
    ["topics", source.topics],
    ["sources", sources],
    ["source", source.address],
  ].filter(([, value]) => value.length);
  // JSON is YAML, whatever the words are.
  const head = fields.map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  const body = pieces.map((one) =>
    "level" in one ? `${"#".repeat(one.level)} ${escaped(one.heading)}` : marked(one),
  );
  return `---\n${head.join("")}---\n\n# ${escaped(source.title)}\n\n${body.join("\n\n")}\n`;
}

/** @param {Passage} passage */
function marked(passage) {
  const words = markdownOf(passage.words);
  if (passage.note) return `[^${passage.note}]: ${words.replace(/\n(?=.)/g, "\n    ")}`;
  return [spoken(passage, (name) => `**${escaped(name)}**`), words].filter(Boolean).join("\n\n");
}

/** @param {Content} content */
export function asText({ source, pieces }) {
  const head = [source.title, source.authors.join(", "), source.date, source.address];
  const body = pieces.map((one) => ("level" in one ? one.heading : worded(one)));
  return `${[head.filter(Boolean).join("\n"), ...body].join("\n\n")}\n`;
}

/** @param {Passage} passage */
function worded(passage) {
  const words = wordsOf(passage.words);
  if (passage.note) return `[${passage.note}] ${words}`;
  return [spoken(passage, (name) => name), words].filter(Boolean).join("\n");
}

/**
 * Who speaks, and when: a line above a turn.
 * @param {Passage} passage
 * @param {(name: string) => string} named
 */
function spoken({ speaker, continued, start }, named) {
  const name = speaker && !continued ? named(speaker) : "";
  return [name, start === null ? "" : `[${clock(start)}]`].filter(Boolean).join(" ");
}

/** @param {Content["pieces"]} pieces @returns {Passage[]} */
function passagesIn(pieces) {
  return pieces.flatMap((one) => ("level" in one ? [] : one));
}

/**
 * The same fields as in `data/documents.json`, as far as a page tells them.
 * @param {Content} content
 */
export function asJson({ source, language, pieces }) {
  const kind = /\/transcripts\/[^/]+\/(index\.html)?$/.test(source.address) ? "transcript" : "post";
  const { title, address, date, authors, topics } = source;
  const told = passagesIn(pieces).map(({ anchor, heading, speaker, start, continued, words }) => ({
    anchor,
    heading: heading || undefined,
    speaker: speaker || undefined,
    start: start ?? undefined,
    continued: (speaker && continued) || undefined,
    text: wordsOf(words),
  }));
  const document = { kind, title, address, date: date || undefined, language, people: authors, topics, passages: told };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * WebVTT: captions for players. What is too long for one is cut at the ends of sentences, and
 * its time shared out by letters.
 * @param {Content} content
 */
export function asVtt({ source, language, pieces }) {
  const spoken = passagesIn(pieces)
    .filter(({ note, speaker, start }) => !note && (speaker || start !== null))
    .flatMap(({ speaker, parts }) => parts.map((part) => ({ speaker, ...part })));
  const blocks = [`WEBVTT - ${source.title.replace(/-->/g, "→")}`];
  let at = 0;
  while (at < spoken.length) {
    let next = at + 1;
    while (next < spoken.length && spoken[next].start === null) next += 1;
    blocks.push(...cues(spoken.slice(at, next), spoken[next]?.start ?? null, language));
    at = next;
  }
  return `${blocks.join("\n\n")}\n`;
}

/** @typedef {{speaker: string, start: number | null, words: Element}} Said */

/**
 * The captions of what is said from one known time to the next.
 * @param {Said[]} said of which only the first has a time
 * @param {number | null} until when the next one begins
 * @param {string} language
 */
function cues(said, until, language) {
  const pieces = said.flatMap(({ speaker, words }) =>
    cut(wordsOf(words).replaceAll("\n", " "), language).map((text) => ({ speaker, text })),
  );
  const letters = pieces.reduce((sum, { text }) => sum + text.length, 0);
  const start = said[0].start ?? 0;
  const length = until !== null && until > start ? until - start : Math.max(1, letters / PACE);
  let before = 0;
  return pieces.map(({ speaker, text }) => {
    const begin = start + (length * before) / letters;
    before += text.length;
    const end = Math.max(begin + 0.001, start + (length * before) / letters);
    const voice = speaker ? `<v ${inVtt(speaker)}>` : "";
    return `${precise(begin)} --> ${precise(end)}\n${voice}${inVtt(text)}`;
  });
}

/**
 * A text in pieces of at most `LONGEST` letters, unless a single word has more.
 * @param {string} text
 * @param {string} language
 */
function cut(text, language) {
  const sentences = [...new Intl.Segmenter(language || "en", { granularity: "sentence" }).segment(text)];
  /** @type {string[]} */
  const found = [];
  const add = (/** @type {string} */ piece) => {
    const last = found.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= LONGEST) {
      found[found.length - 1] = `${last} ${piece}`;
    } else if (piece) found.push(piece);
  };
  for (const { segment } of sentences) {
    const sentence = segment.trim();
    if (sentence.length <= LONGEST) add(sentence);
    else sentence.split(" ").forEach(add);
  }
  return found;
}

/** @param {string} text in which nothing is a tag (WebVTT, section 3.1) */
function inVtt(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** @param {number} seconds */
function precise(seconds) {
  const whole = Math.round(seconds * 1000);
  return `${clock(whole / 1000)}.${String(whole % 1000).padStart(3, "0")}`;
}
