/**
 * The page of the reader's own commonplace book.
 */

import { promised } from "../elements.js";
import { siteRoot } from "../search/client.js";
import { offerBook } from "./list.js";
import { shelf } from "./shelf.js";

const base = siteRoot(document);
const room = promised(document, ".cp-mybook", HTMLElement);
room.hidden = false;
offerBook(room, { base, book: shelf(base), site: room.dataset.site ?? "" });
