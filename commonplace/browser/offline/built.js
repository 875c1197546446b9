// What the service worker knows of the build. commonplace/render/scripts.py writes it anew for
// every site: a hash of all its files, what every page may need, and the files of the index.

/** @type {string} */
export const VERSION = "";

/** @type {string[]} */
export const CORE = [];

/** @type {string[]} */
export const INDEX = [];
