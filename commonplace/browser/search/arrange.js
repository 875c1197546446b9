// What a reader sees of the passages that were found: some of them, in an order, by
// document, and counted by what they have in common.

import { compare } from "./codec.js";

/** @typedef {import("./store.js").Store} Store */

/**
 * A passage that was found, with its score; `complete` if it has all of the words, `similar` if
 * it has none, and was found by their meaning.
 * @typedef {{number: number, score: number, complete: boolean, similar?: boolean}} Found
 */

/**
 * The passages, and how many more of the document each stands for where they are grouped.
 * @typedef {Found & {more?: number}} Shown
 */

/**
 * The value of each facet that was chosen.
 * @typedef {{kind?: string, year?: string, speaker?: string, topic?: string}} Choices
 */

/** @typedef {keyof Choices} Facet */

/**
 * For each facet its values and how many passages have them.
 * @typedef {Record<Facet, [string, number][]>} Counts
 */

/** @typedef {(number: number) => string[]} Values a passage's values of a facet */

/** @type {Facet[]} */
const FACET_NAMES = ["kind", "year", "speaker", "topic"];

/**
 * Finds the values of a facet that a passage has.
 * @param {Store} store
 * @param {Facet} facet
 * @returns {Promise<Values>}
 */
async function facetValues(store, facet) {
  if (facet === "kind" || facet === "year") {
    const documents = await store.documents();
    const of = (/** @type {number} */ number) => documents[store.documentOf(number)];
    if (facet === "kind") return (number) => some(of(number).kind);
    return (number) => some(of(number).date.slice(0, 4));
  }
  if (facet === "speaker") {
    const { names, of } = await store.speakers();
    return (number) => some(names[of[number]]);
  }
  const { names, of } = await store.topics();
  return (number) => Array.from(of[number], (topic) => names[topic]);
}

/** @param {string} value */
function some(value) {
  return value ? [value] : [];
}

/**
 * Those passages that have every value that was chosen and, if asked, the counts of every
 * facet, over the passages that have the values chosen of all other facets.
 * @param {Store} store
 * @param {Found[]} found
 * @param {Choices} choices
 * @param {boolean} counted
 * @returns {Promise<{kept: Found[], facets: Counts | null}>}
 */
export async function narrowed(store, found, choices, counted) {
  const chosen = FACET_NAMES.filter((facet) => choices[facet]);
  const needed = counted ? FACET_NAMES : chosen;
  if (!needed.length) return { kept: found, facets: null };
  const values = new Map(
    await Promise.all(
      needed.map(async (facet) => /** @type {const} */ ([facet, await facetValues(store, facet)])),
    ),
  );

  /** @param {Facet} facet @param {number} number */
  const fits = (facet, number) =>
    values.get(facet)?.(number).map(folded).includes(folded(choices[facet] ?? ""));
  /** @param {Facet[]} facets */
  const withAll = (facets) =>
    found.filter(({ number }) => facets.every((facet) => fits(facet, number)));

  if (!counted) return { kept: withAll(chosen), facets: null };
  const rows = FACET_NAMES.map((facet) => {
    const others = withAll(chosen.filter((other) => other !== facet));
    return [facet, countsOf(facet, others, /** @type {Values} */ (values.get(facet)))];
  });
  return { kept: withAll(chosen), facets: Object.fromEntries(rows) };
}

/**
 * What the spellings of a value have in common that differ in their capitals alone.
 * @param {string} value
 */
function folded(value) {
  return value.toLowerCase();
}

/**
 * Values and how many passages have them, the most frequent first; years the newest first. Of
 * the spellings of one value the most frequent is shown.
 * @param {Facet} facet
 * @param {Found[]} found
 * @param {Values} values
 * @returns {[string, number][]}
 */
function countsOf(facet, found, values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { number } of found) {
    for (const value of values(number)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const newestFirst = facet === "year" ? 1 : 0;
  /** @type {(one: [string, number], two: [string, number]) => number} */
  const inOrder = ([one, often], [two, oftenToo]) =>
    newestFirst * compare(two, one) || oftenToo - often || compare(one, two);
  /** @type {Map<string, [string, number]>} */
  const merged = new Map();
  for (const [value, count] of Array.from(counts).sort(inOrder)) {
    const known = merged.get(folded(value));
    if (known) known[1] += count;
    else merged.set(folded(value), [value, count]);
  }
  return Array.from(merged.values()).sort(inOrder);
}

/**
 * The passages of one document.
 * @param {Store} store
 * @param {Found[]} found
 * @param {string} address of the document
 * @returns {Promise<Found[]>}
 */
export async function ofDocument(store, found, address) {
  const documents = await store.documents();
  const wanted = documents.find((document) => document.address === address);
  if (!wanted) return [];
  return found.filter(({ number }) => wanted.first <= number && number < wanted.last);
}

/**
 * The passages by the dates of their documents, those without a date last. What has all
 * of the words stays in front, and passages of one day stay in the order of their scores.
 * @param {Store} store
 * @param {Found[]} found
 * @param {"newest" | "oldest"} sort
 * @returns {Promise<Found[]>}
 */
export async function byDate(store, found, sort) {
  const sign = sort === "newest" ? -1 : 1;
  const documents = await store.documents();
  return found
    .map((one) => ({ one, date: documents[store.documentOf(one.number)].date }))
    .sort(
      (a, b) =>
        Number(b.one.complete) - Number(a.one.complete) ||
        Number(!a.date) - Number(!b.date) ||
        sign * compare(a.date, b.date),
    )
    .map(({ one }) => one);
}

/**
 * The first passage of each document, with the number of those that follow and have the words.
 * @param {Store} store
 * @param {Found[]} found
 * @returns {Shown[]}
 */
export function byDocument(store, found) {
  /** @type {Map<number, Found & {more: number}>} */
  const groups = new Map();
  for (const one of found) {
    const document = store.documentOf(one.number);
    const group = groups.get(document);
    if (group) group.more += one.similar ? 0 : 1;
    else groups.set(document, { ...one, more: 0 });
  }
  return Array.from(groups.values());
}
