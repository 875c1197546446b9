/**
 * Pages for when there is no network: where the site keeps them, a service worker does.
 */

import { KEEP_OFFLINE } from "./own.js";

/** How the caches of a site begin. */
export const CACHES = "commonplace-offline:";

/**
 * Start the service worker; where the site has none any more, take away what it left.
 * @param {string} base the site's root
 */
export async function keepOffline(base) {
  const workers = navigator.serviceWorker;
  if (!workers || !base.startsWith("http")) return;
  try {
    if (!KEEP_OFFLINE) return await forget(workers, base);
    const begun = workers.controller === null;
    await workers.register(`${base}sw.js`, { scope: base, updateViaCache: "none" });
    const { active } = await workers.ready;
    const seen = performance.getEntriesByType("resource").map(({ name }) => name);
    if (begun) active?.postMessage({ keep: [location.href, ...seen.filter((url) => isOfPages(url, base))] });
  } catch {
    // A browser that keeps nothing for us shows the site as it always did.
  }
}

/** @param {string} url @param {string} base whether it is a file that pages need, and no part of the index */
function isOfPages(url, base) {
  return url.startsWith(`${base}assets/`) || url.startsWith(`${base}images/`);
}

/**
 * Stop the service worker, and remove what it kept. A worker that was just keeping a page may do so
 * after it was stopped; the next page removes that.
 * @param {ServiceWorkerContainer} workers
 * @param {string} base
 */
async function forget(workers, base) {
  const found = await workers.getRegistration(base);
  if (found?.active?.scriptURL === `${base}sw.js`) await found.unregister();
  const names = (await caches.keys()).filter((name) => name.startsWith(`${CACHES}${base}:`));
  await Promise.all(names.map((name) => caches.delete(name)));
}
