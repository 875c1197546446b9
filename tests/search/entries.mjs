/**
 * Writes the pages that are found by name in an export as JSON, for tests/export/test_export.py.
 *
 *     node entries.mjs FOLDER
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";

const { Store } = await import("../../commonplace/browser/search/store.js");

const store = await Store.open(async (name) => readFile(join(process.argv[2], name)));
process.stdout.write(JSON.stringify(await store.entries()));
