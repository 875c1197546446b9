/**
 * Loads the stemmers of a site's languages into Node, as a worker loads them in the browser.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runInThisContext } from "node:vm";

/** @param {string} folder of the search's files */
export function speaking(folder) {
  return async (languages) => {
    for (const language of languages) {
      const place = join(folder, "..", "assets", "commonplace", `stem-${language}.js`);
      runInThisContext(await readFile(place, "utf-8"));
    }
  };
}
