/**
 * The service worker: keeps the pages that a reader has visited, and the search once it has
 * been used, for when there is no network. With one, every page comes from the server, so that
 * nobody reads an old one.
 */

import { CORE, INDEX, VERSION } from "./built.js";

const MANIFEST = "search/manifest.bin";
/** Where a page is that was never visited. */
const ABSENT = "offline/";
/** Visited pages, and what they show, that are kept; the oldest go first. */
const KEPT = 400;
/** Milliseconds after which a page that is kept does not wait for the network any longer. */
const PATIENCE = 5000;
/** How many files are asked for at a time. */
const AT_ONCE = 6;

// TypeScript knows the names of a window or of a service worker, not both.
const own = /** @type {any} */ (self);
const base = /** @type {string} */ (own.registration.scope);
// One host may have several such sites.
const PREFIX = `commonplace-offline:${base}:`;
const CACHE = PREFIX + VERSION;
const core = CORE.map((name) => new URL(name, base).href);
const index = INDEX.map((name) => new URL(name, base).href);
const named = new Set(index.filter((url) => !url.endsWith(MANIFEST)));

own.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(begin().then(() => own.skipWaiting()));
});
own.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(forgetOthers().then(() => own.clients.claim()));
});
own.addEventListener("message", (/** @type {any} */ event) => {
  // The page that began it all was loaded without us, and so was what it shows.
  const { keep } = event.data ?? {};
  if (Array.isArray(keep)) event.waitUntil(fill(keep.filter((url) => String(url).startsWith(base))));
});
own.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(base)) return;
  if (request.headers.has("range")) return; // sound and films come in pieces
  if (bare(request.url) === base + MANIFEST) event.waitUntil(fill(index));
  event.respondWith(answer(event));
});

/** Fill the cache of this build: with the core, and with what the build before had kept. */
async function begin() {
  const before = await Promise.all((await others()).map((name) => caches.open(name)));
  const had = new Set((await Promise.all(before.map((one) => one.keys()))).flat().map(({ url }) => url));
  const searched = had.has(base + MANIFEST);
  await fill([...core, ...(searched ? index : [])]);
  const cache = await caches.open(CACHE);
  const visited = [...had].filter((url) => !url.startsWith(`${base}search/`) || url === `${base}search/`);
  await each(visited, async (url) => {
    if (await cache.match(url)) return;
    const fresh = await fetch(url, { cache: "no-cache" }).catch(() => null);
    const kept = fresh?.ok ? fresh : !fresh || fresh.status >= 500 ? await caches.match(url) : null;
    if (kept) await cache.put(url, kept);
  });
}

/**
 * Put files into the cache that are not there yet. What cannot be had now is had another time.
 * @param {string[]} urls
 */
async function fill(urls) {
  const cache = await caches.open(CACHE);
  await each(urls.map(bare), async (url) => {
    if (await cache.match(url)) return;
    // A file that is named after its content may be in the cache of the build before.
    const same = named.has(url) ? await caches.match(url) : undefined;
    const response = same ?? (await fetch(url, { cache: "no-cache" }).catch(() => null));
    if (response?.ok) await cache.put(url, response);
  });
}

/** @param {string[]} urls @param {(url: string) => Promise<void>} act */
async function each(urls, act) {
  const left = [...urls];
  const run = async () => {
    for (let url = left.shift(); url; url = left.shift()) await act(url).catch(() => {});
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
}

/** @returns {Promise<string[]>} the caches of other builds of this site */
async function others() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
}

async function forgetOthers() {
  await Promise.all((await others()).map((name) => caches.delete(name)));
}

/**
 * From the network; where there is none, from what is kept.
 * @param {any} event
 * @returns {Promise<Response>}
 */
async function answer(event) {
  const { request } = event;
  const url = bare(request.url);
  const cache = await caches.open(CACHE);
  const kept = await cache.match(url);
  if (kept && named.has(url)) return kept;
  // The browser may have an old copy of a page; all other files keep to their headers.
  const fresh = request.destination === "document" ? { cache: "no-cache" } : {};
  const asked = fetch(request, /** @type {RequestInit} */ (fresh));
  const stored = asked.then((response) =>
    keeps(request, response) ? keep(cache, url, response.clone()) : undefined,
  );
  event.waitUntil(stored.catch(() => {})); // even if it comes too late to be shown
  try {
    const response = await (kept ? Promise.race([asked, late()]) : asked);
    // Gateways of hotels and trains answer everything with a page of their own.
    return kept && !fits(request, response) ? kept : response;
  } catch (problem) {
    if (kept) return kept;
    const leaf = request.mode === "navigate" && (await cache.match(base + ABSENT));
    if (!leaf) throw problem;
    return Response.redirect(base + ABSENT, 302);
  }
}

/** @returns {Promise<never>} */
function late() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("slow")), PATIENCE));
}

/** @param {Request} request @param {Response} response whether it may be what was asked for */
function fits(request, response) {
  const page = response.headers.get("content-type")?.startsWith("text/html");
  return request.destination === "document" || !response.ok || !page || request.destination === "";
}

/** @param {Request} request @param {Response} response whether a later visit may need it */
function keeps(request, response) {
  const shown = ["document", "style", "script", "worker", "image", "font"].includes(request.destination);
  return shown && response.ok && response.type === "basic" && !response.redirected && fits(request, response);
}

/**
 * Keep a file, and let go of the oldest if there are too many.
 * @param {Cache} cache
 * @param {string} url
 * @param {Response} response
 */
async function keep(cache, url, response) {
  try {
    await cache.put(url, response);
    const always = new Set([...core, ...index]);
    const rest = (await cache.keys()).filter((one) => !always.has(one.url));
    await Promise.all(rest.slice(0, -KEPT).map((one) => cache.delete(one)));
  } catch {
    // A full disk costs this page its copy, and the reader nothing now.
  }
}

/** @param {string} url without query and fragment */
function bare(url) {
  return url.replace(/[?#].*/s, "");
}
