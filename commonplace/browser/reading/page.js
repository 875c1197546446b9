/**
 * The script of the pages of documents: find one's way, listen, quote, cite and keep.
 */

import { shelf } from "../book/shelf.js";
import { firstOf } from "../elements.js";
import { offerMenus } from "../keeping/menus.js";
import { offerPlayer } from "../listening/player.js";
import { siteRoot } from "../search/client.js";
import { offerDownloads } from "../taking/offer.js";
import { offerBar } from "./bar.js";
import { offerSeconds } from "./seconds.js";
import { turnsOf } from "./turns.js";
import { offerWalk } from "./walk.js";

const base = siteRoot(document);
const turns = turnsOf(document);
offerMenus(document, {
  base,
  // Only where the site has a page for it.
  book: firstOf(document, ".cp-book-link", HTMLAnchorElement) ? shelf(base) : null,
});
offerDownloads(document, base);
if (turns.length) {
  offerBar(document, turns, offerWalk(document, turns));
  offerSeconds(document, turns);
}
offerPlayer(document, turns);
