/**
 * What the site's pages can do beyond being read. Without it, everything can
 * still be read, linked to and followed.
 */

import { firstOf } from "./elements.js";
import { offerNearest } from "./missing.js";
import { keepOffline } from "./offline/keep.js";
import { offerPreviews } from "./previews/previews.js";
import { connect, siteRoot } from "./search/client.js";
import { offerBox } from "./searchbox/box.js";
import { offerHelp } from "./searchbox/help.js";
import { landOnPassage } from "./searchbox/landing.js";
import { offerVideos } from "./video.js";

const base = siteRoot(document);
const client = connect(base);
// For other scripts; docs/embedding.md describes it.
Object.assign(window, { commonplace: { search: client.search } });

offerVideos(document);
offerHelp(base);
offerPreviews(document, base);
const box = firstOf(document, ".cp-box", HTMLElement);
if (box) offerBox(box, { base, client });
void landOnPassage({ base, client });
void keepOffline(base);
void offerNearest(document, { base, client });
