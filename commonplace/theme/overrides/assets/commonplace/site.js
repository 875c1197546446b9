/**
 * What the site's pages can do beyond being read. Without it, everything can
 * still be read, linked to and followed.
 */

import { offerCopies } from "./copy-link.js";
import { offerVideos } from "./video.js";

offerCopies(document);
offerVideos(document);
