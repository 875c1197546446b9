/**
 * Writes all passages of an export as JSON, with what is known of them, for
 * tests/export/test_export.py.
 *
 *     node passages.mjs FOLDER
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const ENGINE = "../../commonplace/browser/search/";
const { Store } = await import(`${ENGINE}store.js`);

const store = await Store.open(async (name) => readFile(join(process.argv[2], name)));
const documents = await store.documents();
const { names, of } = await store.speakers();
const topics = await store.topics();
const found = [];
for (const document of documents) {
  for (let number = document.first; number < document.last; number++) {
    const passage = await store.passage(number);
    assert.equal(number, found.length);
    assert.equal(passage.address.split("#")[0], document.address);
    assert.equal(store.isFirst(number), number === document.first);
    const named = Array.from(topics.of[number], (topic) => topics.names[topic]);
    found.push({ ...passage, who: names[of[number]], topics: named });
  }
}
assert.equal(found.length, store.manifest.passages);
process.stdout.write(JSON.stringify(found));
