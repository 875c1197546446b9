/**
 * The script of the pages of documents: quote, cite and keep their passages.
 */

import { shelf } from "../book/shelf.js";
import { firstOf } from "../elements.js";
import { siteRoot } from "../search/client.js";
import { offerMenus } from "./menus.js";

offerMenus(document, {
  base: siteRoot(document),
  // Only where the site has a page for it.
  book: firstOf(document, ".cp-book-link", HTMLAnchorElement) ? shelf(siteRoot(document)) : null,
});
