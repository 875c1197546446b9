// Answers queries from the exported index, as commonplace/index/searching.py does from Whoosh.

import { clock } from "../clock.js";
import { snippet, timeAt, tokens } from "./analysis.js";
import { byDate, byDocument, narrowed, ofDocument } from "./arrange.js";
import { hitsOf } from "./evaluate.js";
import { rangesIn } from "./marks.js";
import { marker } from "./matching.js";
import { documentsFor, titled } from "./pages.js";
import { parse } from "./parse.js";
import { common, keptLength, ranked, union } from "./ranking.js";
import { nobody, replaced, unknown } from "./suggestions.js";
import { otherNames, plainWords, relaxed, stopsOf, withAliases, withoutStopWords } from "./tree.js";

/** @typedef {import("./arrange.js").Choices} Choices */
/** @typedef {import("./arrange.js").Counts} Counts */
/** @typedef {import("./arrange.js").Found} Found */
/** @typedef {import("./arrange.js").Shown} Shown */
/** @typedef {import("./marks.js").Ranges} Ranges */
/** @typedef {import("./parse.js").Parsed} Parsed */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./tree.js").Node} Node */

/**
 * A passage that answers a query. `start` is the second of the recording at which the
 * words of the snippet that answer it are said, as far as that is known; `time` is the same
 * as a clock shows it. `more` is only there where hits are grouped: how many further hits
 * the document has.
 * @typedef {object} Hit
 * @property {string} address
 * @property {string} title
 * @property {string} heading
 * @property {string | null} speaker
 * @property {number | null} start
 * @property {string | null} time
 * @property {string | null} date
 * @property {string} kind
 * @property {number} score
 * @property {string} snippet
 * @property {number} [more]
 * @property {{title: Ranges, heading: Ranges, snippet: Ranges}} [marks]
 * @property {boolean} [video] whether the document has one that begins at any second
 * @property {boolean} similar whether it has none of the words, but is similar in meaning
 */

/**
 * A document, topic or person whose title, description or name has the words of the query.
 * @typedef {object} Page
 * @property {string} address
 * @property {string} title
 * @property {string} kind
 * @property {string | null} date
 * @property {{title: Ranges}} marks
 */

/**
 * The best hits, best first; the first `complete` of `total` passages have all of the words.
 * `unknown` are words that no passage has, and `nobody` names that nobody has. `suggestion`
 * is the query in words that the corpus knows; where one word alone can be meant, the hits
 * are those of the suggestion, and `corrected` is set. `error` is what was wrong
 * with the query's syntax. Grouped answers also count documents: `groups` in all, of which
 * the first `completeGroups` have a passage with all of the words. What is only similar in
 * meaning is among the hits, and counts nowhere.
 * @typedef {object} Answer
 * @property {string} query
 * @property {number} total
 * @property {number} complete
 * @property {boolean} relaxed
 * @property {string | null} suggestion
 * @property {boolean} corrected
 * @property {string[]} unknown
 * @property {import("./suggestions.js").Nobody[]} nobody
 * @property {string | null} error
 * @property {Hit[]} hits
 * @property {number} [groups]
 * @property {number} [completeGroups]
 * @property {Counts} [facets]
 * @property {Page[]} [pages]
 */

/**
 * What is to be shown of an answer.
 * @typedef {object} Options
 * @property {number} [limit] hits
 * @property {number} [offset] hits that are left out in front
 * @property {boolean} [typing] whether the last word also stands for all that begins so
 * @property {boolean} [grouped] only the best hit of each document
 * @property {string} [document] the address of the only document to look at
 * @property {Choices} [within] only passages with these values
 * @property {"relevance" | "newest" | "oldest"} [sort]
 * @property {boolean} [facets] whether to count the values of each facet
 * @property {boolean} [marks] whether hits tell where the words stand, and if there is a video
 * @property {number} [pages] also documents, topics and people that the words name, so many
 *   of each at most
 * @property {boolean} [meaning] false for words alone; nothing is loaded for meaning then
 * @property {AbortSignal} [signal] stops the search, which then rejects with its reason
 */

/**
 * The best passages for a query: those with all of the words, then those with some.
 * Rejects where a file of the index could not be had; asking again tries again.
 * @param {Store} store
 * @param {string} words
 * @param {Options} [options]
 * @returns {Promise<Answer>}
 */
export async function search(store, words, options = {}) {
  let parsed = parse(words, options.typing);
  const { error } = parsed;
  let asked = await matched(store, parsed, options.signal);
  /** @type {Mended} */
  let mended = { suggestion: null, corrected: false, unknown: [] };
  if (!asked.complete) {
    ({ parsed, asked, ...mended } = await mend(store, parsed, asked, options));
  }
  const absent = asked.complete || !parsed.tree ? [] : await nobody(store, parsed.tree);
  const among = await withSimilar(store, parsed, asked, options).catch(() => null);
  const { found, ...counts } = await arranged(store, asked.found, options, among);
  const { limit = 10, offset = 0 } = options;
  const page = found.slice(offset, offset + limit);
  const hits = await Promise.all(page.map((one) => hit(store, one, asked, options.marks)));
  const mark = marker(asked.tree, ["", ...store.manifest.languages]);
  const pages = options.pages ? await pagesFor(store, parsed, mark, options.pages) : null;
  options.signal?.throwIfAborted();
  return {
    query: words,
    ...counts,
    ...mended,
    nobody: absent,
    error,
    hits,
    ...(pages && { pages }),
  };
}

/** @typedef {{suggestion: string | null, corrected: boolean, unknown: string[]}} Mended */
/**
 * What answers a query; `looser` is the tree that what has only some of the words answers.
 * @typedef {{tree: Node | null, looser: Node | null, found: Found[], complete: number}} Matched
 */

/**
 * A query and what it finds once words that are sure to be misspelt are put right. Where
 * there are none, what may have been meant is offered: anything near where nothing was
 * found, and else what is one edit away from a word that is no English.
 * @param {Store} store
 * @param {Parsed} parsed
 * @param {Matched} asked
 * @param {Options} options
 * @returns {Promise<Mended & {parsed: Parsed, asked: Matched}>}
 */
async function mend(store, parsed, asked, { typing = false, signal }) {
  const strange = await unknown(store, parsed, typing);
  signal?.throwIfAborted();
  const sure = strange.filter((one) => one.sure);
  const better = replaced(parsed.text, sure);
  if (better !== null) {
    const other = parse(better);
    const found = await matched(store, other, signal);
    if (found.found.length) {
      const left = strange.filter((one) => !one.sure);
      const told = { suggestion: better, corrected: true, unknown: asTyped(parsed, left) };
      return { parsed: other, asked: found, ...told };
    }
  }
  const offered = asked.found.length
    ? strange.filter(({ edits, general }) => edits === 1 && !general)
    : strange;
  const suggestion = replaced(parsed.text, offered);
  return { parsed, asked, suggestion, corrected: false, unknown: asTyped(parsed, strange) };
}

/**
 * Unknown words as they were typed; names that somebody was asked for by are told apart.
 * @param {Parsed} parsed
 * @param {import("./suggestions.js").Unknown[]} strange
 */
function asTyped({ text }, strange) {
  return strange
    .filter(({ word: { field } }) => !field || field === "text")
    .map(({ word }) => text.slice(word.start, word.end));
}

/**
 * What was found and what is similar in meaning, in one order; null where words are enough: a
 * page of passages has all of them, or the query is more than words.
 * @param {Store} store
 * @param {Parsed} parsed
 * @param {Matched} asked
 * @param {Options} options
 * @returns {Promise<Found[] | null>}
 */
async function withSimilar(store, parsed, { found, complete }, { typing, meaning, ...options }) {
  const { meaning: name, page } = store.manifest;
  if (!name || typing || meaning === false || complete >= page) return null;
  const words = parsed.tree && plainWords(parsed.tree);
  if (!words) return null;
  const stops = stopsOf(store, parsed);
  const mixed = await store.mixing();
  return mixed(store, name, words.filter((word) => !stops.has(word)), found, options);
}

/**
 * All passages for a query, best first.
 * @param {Store} store
 * @param {Parsed} parsed
 * @param {AbortSignal} [signal]
 * @returns {Promise<Matched>}
 */
async function matched(store, parsed, signal) {
  signal?.throwIfAborted();
  if (!parsed.tree) return { tree: null, looser: null, found: [], complete: 0 };
  const { page } = store.manifest;
  const named = withAliases(parsed.tree, otherNames(store.manifest));
  const tree = withoutStopWords(named, stopsOf(store, parsed));
  const whole = await titlesFirst(store, parsed, ranked(await hitsOf(store, tree)));
  signal?.throwIfAborted();
  const looser = whole.length < page ? relaxed(tree) : null;
  const some = looser ? ranked(await hitsOf(store, looser)) : [];
  signal?.throwIfAborted();
  const numbers = new Set(whole.map(({ number }) => number));
  const partial = some.filter(({ number }) => !numbers.has(number));
  const found = [
    ...whole.map((one) => ({ ...one, complete: true })),
    ...partial.map((one) => ({ ...one, complete: false })),
  ];
  return { tree, looser, found, complete: whole.length };
}

/**
 * The beginnings of documents whose title is the query, before all others.
 *
 * The title has all words of the query, and no others. They get the best score of all on
 * top of their own.
 * @param {Store} store
 * @param {Parsed} parsed
 * @param {{number: number, score: number}[]} found
 */
async function titlesFirst(store, { tree, text }, found) {
  const words = tree && plainWords(tree);
  if (!words || !found.length) return found;
  const length = keptLength(tokens(text).length);
  // Short words last, since the others are mostly enough to see that there is no such title.
  words.sort((one, two) => two.length - one.length);
  let titled = await titledBy(store, words[0], length);
  for (const word of words.slice(1)) {
    if (titled.length) titled = common(titled, await titledBy(store, word, length));
  }
  if (!titled.length) return found;
  const front = new Set(
    Array.from(titled).filter((number) => store.isFirst(number)),
  );
  const best = found[0].score;
  const scores = found.map(({ number, score }) => (front.has(number) ? score + best : score));
  return ranked({ numbers: found.map(({ number }) => number), scores });
}

/**
 * The passages with a word in the title, where that has so many words.
 * @param {Store} store
 * @param {string} word
 * @param {number} length
 */
async function titledBy(store, word, length) {
  const terms = await store.having("title", word);
  const all = await Promise.all(terms.map((term) => store.postings(term)));
  return union(
    all.map(({ numbers, lengths }) => Array.from(numbers).filter((_, n) => lengths[n] === length)),
  );
}

/**
 * The passages that are to be shown, in the order that was asked for, and their numbers.
 * @param {Store} store
 * @param {Found[]} all
 * @param {Options} options
 * @param {Found[] | null} among all of them and what is similar in meaning
 */
async function arranged(store, all, { document, within = {}, sort, signal, ...options }, among) {
  const here = document === undefined ? all : await ofDocument(store, all, document);
  const { kept, facets } = await narrowed(store, here, within, options.facets ?? false);
  const dated = sort === "newest" || sort === "oldest";
  const ordered = dated ? await byDate(store, kept, sort) : (among ?? kept);
  /** @type {Shown[]} */
  const found = options.grouped ? byDocument(store, ordered) : ordered;
  signal?.throwIfAborted();
  const complete = completeOf(kept);
  return {
    found,
    total: kept.length,
    complete,
    relaxed: complete < kept.length,
    ...(options.grouped && { groups: found.filter(({ similar, more }) => !similar || more).length, completeGroups: completeOf(found) }),
    ...(facets && { facets }),
  };
}

/** @param {Found[]} found */
function completeOf(found) {
  return found.filter(({ complete }) => complete).length;
}

/**
 * @param {Store} store
 * @param {Shown} one
 * @param {Matched} asked
 * @param {boolean} [marks] whether to tell where the words are, and if there is a video
 * @returns {Promise<Hit>}
 */
async function hit(store, one, { tree, looser }, marks) {
  const { number, score, more, complete, similar = false } = one;
  const { text, speaker, times, date, video, language, ...passage } = await store.passage(number);
  const mark = marker(complete ? tree : (looser ?? tree), [language]);
  const { piece, word } = snippet(text, mark);
  const start = timeAt(word, passage.start, times);
  return {
    ...passage,
    speaker: speaker || null,
    start,
    time: start === null ? null : clock(start),
    date: date || null,
    score,
    snippet: piece,
    similar,
    ...(more !== undefined && { more }),
    ...(marks && {
      marks: {
        title: rangesIn(passage.title, mark),
        heading: rangesIn(passage.heading, mark),
        snippet: rangesIn(piece, mark),
      },
      video,
    }),
  };
}

/**
 * @param {Store} store
 * @param {Parsed} parsed
 * @param {import("./analysis.js").Mark} mark
 * @param {number} limit
 * @returns {Promise<Page[]>}
 */
async function pagesFor(store, parsed, mark, limit) {
  const words = parsed.tree && withoutStopWords(parsed.tree, stopsOf(store, parsed));
  const [documents, entries] = await Promise.all([
    words ? documentsFor(store, words, limit) : [],
    store.entries(),
  ]);
  const topics = entries.filter(({ kind }) => kind === "topic");
  const people = entries.filter(({ kind }) => kind === "person");
  return [
    ...documents.map(({ date, ...page }) => ({ ...page, date: date || null })),
    ...[topics, people].flatMap((some) =>
      titled(some, words, limit).map((page) => ({ ...page, date: null })),
    ),
  ].map(({ address, title, kind, date }) => {
    return { address, title, kind, date, marks: { title: rangesIn(title, mark) } };
  });
}
