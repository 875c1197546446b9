// What a page and the engine say to each other; both scripts of a site have it.

/** A page and an engine of two versions of a site do not understand each other. */
export const PROTOCOL = 1;

/**
 * From the page. The first message says who speaks and where the site's root is; then
 * come queries, each under a number of its own, and the numbers of those whose answer
 * nobody waits for any more. With `texts`, a query asks where in them its words stand. `warm` has the engine load what every query needs.
 * @typedef {{protocol: number, base: string}} Hello
 * @typedef {{id: number, query: string, options?: object, texts?: string[]}} Asked
 * @typedef {{cancel: number}} Cancelled
 * @typedef {{warm: true}} Warm
 */

/**
 * From the engine: an answer, or what prevented it in words for a reader.
 * @typedef {{id: number, answer?: any, error?: string}} Reply
 */

/**
 * One end of a line: a worker, a worker's own scope, or a port of a channel.
 * @typedef {object} Line
 * @property {((event: MessageEvent) => void) | null} onmessage
 * @property {(message: any) => void} postMessage
 */
