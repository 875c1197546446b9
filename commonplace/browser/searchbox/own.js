// What is each site's own. commonplace/render/scripts.py writes it anew for every site: queries
// with words of its collection, and the page that tells more, if there is one.

/** @type {string[][]} */
export const WAYS = [["year:2024", "by date"]];

/** @type {string} */
export const HELP_PAGE = "";
