// The bytes of the index's files: from the server and the browser's cache, or from scripts.

import { t } from "../texts.js";

/** @typedef {import("./store.js").Load} Load */

const CACHE = "commonplace-search";
const KEPT = 400; // files in the browser's cache; the oldest go first
const MANIFEST = "manifest.bin"; // the one file that changes under its name

/** A file that the server does not have: the index may have been replaced by a newer one. */
export class Missing extends Error {}

/**
 * Loads from a server, and from the browser's cache whatever was loaded before. Only the
 * manifest is asked for again each time, and comes from the cache where there is no network.
 * @param {string} base the site's root
 * @returns {Load}
 */
export function fromServer(base) {
  return async (name) => {
    const address = new URL(`search/${name}`, base).href;
    const cache = await opened();
    const kept = await cache?.match(address).catch(() => undefined);
    if (kept && name !== MANIFEST) return bytesOf(kept);
    const response = await fetched(name, address).catch((problem) => {
      if (kept && !(problem instanceof Missing)) return kept;
      throw problem;
    });
    const bytes = await bytesOf(response).catch(() => {
      throw new Error(t`search/${name} arrived incomplete`);
    });
    if (cache && response !== kept) await keep(cache, address, bytes);
    return bytes;
  };
}

/**
 * @param {string} name
 * @param {string} address
 */
async function fetched(name, address) {
  const cache = name === MANIFEST ? "no-cache" : "default";
  /** @type {Response} */
  let response;
  try {
    response = await fetch(address, { cache, credentials: "same-origin" });
  } catch {
    throw new Error(t`search/${name} could not be loaded: the site cannot be reached`);
  }
  if (response.status === 404 || response.status === 410) {
    throw new Missing(`search/${name} could not be loaded: the site does not have it`);
  }
  if (!response.ok) {
    throw new Error(t`search/${name} could not be loaded: the server answered ${response.status}`);
  }
  // Gateways of hotels and trains answer everything with a page of their own.
  if (response.headers.get("content-type")?.startsWith("text/html")) {
    throw new Error(t`search/${name} could not be loaded: a page came instead`);
  }
  return response;
}

/** @param {Response} response */
async function bytesOf(response) {
  return new Uint8Array(await response.arrayBuffer());
}

/** @returns {Promise<Cache | null>} null where the browser has none, or denies it to us */
async function opened() {
  try {
    return await caches.open(CACHE);
  } catch {
    return null;
  }
}

/**
 * @param {Cache} cache
 * @param {string} address
 * @param {Uint8Array} bytes
 */
async function keep(cache, address, bytes) {
  try {
    const body = /** @type {BodyInit} */ (/** @type {unknown} */ (bytes));
    await cache.put(address, new Response(body));
    const files = (await cache.keys()).filter(({ url }) => !url.endsWith(MANIFEST));
    await Promise.all(files.slice(0, -KEPT).map((file) => cache.delete(file)));
  } catch {
    // A full disk costs the next page load some bytes, and this query nothing.
  }
}

/**
 * Loads from scripts, each of which hands over one file; for pages opened from disk,
 * which may run scripts beside them but read no files.
 * @param {string} base the site's root
 * @returns {Load}
 */
export function fromScripts(base) {
  /** @type {Map<string, (bytes: Uint8Array) => void>} */
  const expected = new Map();
  Object.assign(window, {
    /** @param {string} name @param {string} text in base64 */
    commonplaceFile(name, text) {
      expected.get(name)?.(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
    },
  });
  return (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const end = () => {
        expected.delete(name);
        script.remove();
      };
      expected.set(name, resolve);
      script.onload = () => {
        end();
        reject(new Error(t`search/${name}.js does not hold its file`)); // unless it is resolved
      };
      script.onerror = () => {
        end();
        reject(new Missing(`search/${name}.js could not be loaded`));
      };
      script.src = new URL(`search/${name}.js`, base).href;
      document.head.append(script);
    });
}

/**
 * The stemmers of languages, each from a script of its own.
 * @param {string} base the site's root
 * @param {string[]} languages
 */
export async function speaking(base, languages) {
  const known = Object.keys(/** @type {any} */ (globalThis).commonplaceStems ?? {});
  const absent = languages.filter((language) => !known.includes(language));
  const scripts = absent.map((language) => `${base}assets/commonplace/stem-${language}.js`);
  if (typeof window === "undefined") {
    if (scripts.length) /** @type {any} */ (globalThis).importScripts(...scripts);
    return;
  }
  await Promise.all(scripts.map(ran));
}

/**
 * Run a script on a page opened from disk.
 * @param {string} address
 * @returns {Promise<void>}
 */
function ran(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(t`${address} could not be loaded`));
    script.src = address;
    document.head.append(script);
  });
}

/**
 * The part of the engine that finds by meaning, from a script of its own. A page opened from
 * disk has it already.
 * @param {string} base the site's root
 * @returns {Promise<import("./store.js").Mixed>}
 */
export async function mixing(base) {
  const all = /** @type {any} */ (globalThis);
  if (!all.commonplaceMeaning) all.importScripts(`${base}assets/commonplace/meaning.js`);
  return all.commonplaceMeaning;
}
