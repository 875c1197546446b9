// Whether the site has a service worker. commonplace/render/scripts.py writes it anew for every site.

/** @type {boolean} */
export const KEEP_OFFLINE = false;
