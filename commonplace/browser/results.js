/**
 * The script of the search page, beside the one that every page has.
 */

import { siteRoot } from "./search/client.js";
import { offerResults } from "./searchbox/results.js";

/** @typedef {import("./search/client.js").Client} Client */

const site = /** @type {{commonplace?: Pick<Client, "search">}} */ (window).commonplace;
const room = document.querySelector(".cp-search");
if (site && room instanceof HTMLElement) {
  offerResults(room, { base: siteRoot(document), client: site });
}
