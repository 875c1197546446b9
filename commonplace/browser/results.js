/**
 * The script of the search page, beside the one that every page has.
 */

import { firstOf } from "./elements.js";
import { siteRoot } from "./search/client.js";
import { offerResults } from "./searchbox/results.js";

/** @typedef {import("./search/client.js").Client} Client */

const site = /** @type {{commonplace?: Pick<Client, "search">}} */ (window).commonplace;
const room = firstOf(document, ".cp-search", HTMLElement);
if (site && room) {
  offerResults(room, { base: siteRoot(document), client: site });
}
