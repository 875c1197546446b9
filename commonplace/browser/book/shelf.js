/**
 * The reader's own commonplace book: passages kept in this browser, and nowhere else.
 *
 * Each passage is one value of the browser's `localStorage`, so that two open pages never
 * overwrite each other's. Keys begin with the place of the site, since several sites may share
 * a host. `VERSION` is raised when the shape changes; an older shape has to stay readable.
 */

import { t } from "../texts.js";

/**
 * A passage as it is kept. `address` is below the site's root; `saved` is when, in ISO 8601.
 * @typedef {object} Kept
 * @property {string} address
 * @property {string} title
 * @property {string} date
 * @property {string} speaker
 * @property {string} time
 * @property {string[]} topics
 * @property {string} words
 * @property {string} note
 * @property {string} saved
 */

export const VERSION = 1;
/** @type {(keyof Kept)[]} */
const TEXTS = ["address", "title", "date", "speaker", "time", "words", "note", "saved"];
const HELD = "commonplace:book:";

/** The browser refused to keep something; the message says why and what helps. */
export class ShelfError extends Error {}

/**
 * The book of the site with this root.
 * @param {string} base
 * @param {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} [storage]
 */
export function shelf(base, storage = localStorage) {
  const prefix = `${HELD}${new URL(base).pathname} `;
  /** @param {Kept} kept */
  const key = (kept) => prefix + nameOf(kept);
  return {
    /** @returns {Kept[]} all passages, those saved last first */
    all() {
      const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
      const found = keys.filter((one) => one.startsWith(prefix)).map((one) => storage.getItem(one));
      return found.flatMap((one) => read(one) ?? []).sort((a, b) => order(b.saved, a.saved));
    },
    /**
     * The passage with the same words at the same place, if it is kept.
     * @param {Kept} kept
     */
    find: (kept) => read(storage.getItem(key(kept))),
    /**
     * Keep a passage, in place of one with the same words. Raises ShelfError.
     * @param {Kept} kept
     */
    keep(kept) {
      try {
        storage.setItem(key(kept), JSON.stringify({ version: VERSION, ...kept }));
      } catch (problem) {
        throw new ShelfError(
          t`This browser did not save the passage: its storage is full or switched off. Download your book, remove some passages, and try again.`,
          { cause: problem },
        );
      }
    },
    /** @param {Kept} kept */
    remove: (kept) => storage.removeItem(key(kept)),
    /**
     * Whether a change of the storage concerns this book.
     * @param {StorageEvent} event
     */
    concerns: (event) => event.key === null || event.key.startsWith(prefix),
  };
}

/**
 * A passage out of what somebody else wrote: null unless it has all that it needs.
 * @param {any} value
 * @returns {Kept | null}
 */
export function keptFrom(value) {
  if (!value || typeof value !== "object" || !value.address || !value.words) return null;
  if (!TEXTS.every((name) => typeof (value[name] ?? "") === "string")) return null;
  const texts = Object.fromEntries(TEXTS.map((name) => [name, value[name] ?? ""]));
  const topics = Array.isArray(value.topics) ? value.topics : [];
  const named = topics.filter((/** @type {unknown} */ one) => typeof one === "string");
  return /** @type {Kept} */ ({ ...texts, topics: named });
}

/** @param {string | null} stored */
function read(stored) {
  try {
    return stored === null ? null : keptFrom(JSON.parse(stored));
  } catch {
    return null; // not ours
  }
}

/**
 * What tells kept passages apart: the place, and a hash (FNV-1a, 32 bits) of the words.
 * @param {Kept} kept
 */
function nameOf({ address, words }) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(words)) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${address} ${(hash >>> 0).toString(16)}`;
}

/** @param {string} a @param {string} b */
function order(a, b) {
  return a < b ? -1 : Number(a > b);
}
