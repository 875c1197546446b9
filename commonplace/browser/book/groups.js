/**
 * The passages of the book in groups, and those of them that have some words.
 */

import { LOCALE, t } from "../texts.js";

/** @typedef {import("./shelf.js").Kept} Kept */

/** @typedef {"document" | "topic" | "saved"} Grouping */

/**
 * Passages in groups with names, in the order in which their first passage comes.
 * @param {Kept[]} passages
 * @param {Grouping} by
 * @returns {[string, Kept[]][]}
 */
export function grouped(passages, by) {
  /** @type {Map<string, Kept[]>} */
  const groups = new Map();
  for (const kept of passages) {
    for (const name of namesOf(kept, by)) {
      groups.set(name, [...(groups.get(name) ?? []), kept]);
    }
  }
  const found = [...groups];
  return by === "topic" ? found.sort(([a], [b]) => a.localeCompare(b)) : found;
}

/**
 * The passages that have every word of a query, anywhere, in any case.
 * @param {Kept[]} passages
 * @param {string} query
 */
export function having(passages, query) {
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  return passages.filter((kept) => {
    const text = folded([kept.words, kept.note, kept.title, kept.speaker, ...kept.topics].join(" "));
    return wanted.every((word) => text.includes(word));
  });
}

/** @param {Kept} kept @param {Grouping} by @returns {string[]} */
function namesOf(kept, by) {
  if (by === "topic") return kept.topics.length ? kept.topics : [t`No topic`];
  if (by === "saved") return [dayOf(kept.saved)];
  return [kept.title];
}

/** @param {string} saved */
function dayOf(saved) {
  const day = new Date(saved);
  if (Number.isNaN(day.getTime())) return t`Unknown date`;
  return day.toLocaleDateString(LOCALE, { year: "numeric", month: "long", day: "numeric" });
}

/** @param {string} text without accents and capitals */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
