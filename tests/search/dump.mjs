/**
 * Writes every term of an export as a line of JSON, for tests/export/test_export.py:
 * [field, text, frequency, [[passage, frequency, length, positions], …]].
 *
 *     node dump.mjs FOLDER
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const ENGINE = "../../commonplace/browser/search/";
const codec = await import(`${ENGINE}codec.js`);
const { Store } = await import(`${ENGINE}store.js`);

const store = await Store.open(async (name) => readFile(join(process.argv[2], name)));
const stems = new Map();
for (const name of await store.shards(store.sections.terms, "")) {
  const { terms } = await store.file(name, codec.shard);
  terms.texts.forEach((text, n) => stems.set(`${store.fields[terms.fields[n]]} ${text}`, text));
}
for (const [key, text] of stems) {
  const field = key.split(" ")[0];
  const term = await store.term(field, text);
  const postings = await store.postings(term);
  const all = Array.from(postings.numbers, (_, n) => n);
  write(term, postings, await store.positions(term, all));
}
for (const field of store.fields.filter((field) => field !== "text")) {
  for (const term of await store.terms(field, "")) {
    const same = await store.term(field, term.text);
    assert.equal(same.frequency, term.frequency);
    const postings = await store.postings(term);
    assert.deepEqual(postings, await store.postings(same));
    if (field === "words") write(term, postings, []);
    else assert.ok(stems.delete(`${field} ${term.text}`));
  }
}
// All terms but those of texts and questions are found by their beginning too.
assert.ok([...stems.keys()].every((key) => /^(asked|text) /.test(key)));

function write({ field, text, frequency }, { numbers, frequencies, lengths }, positions) {
  const rows = Array.from(numbers, (number, n) => [
    number,
    frequencies[n],
    lengths[n],
    Array.from(positions[n] ?? []),
  ]);
  process.stdout.write(`${JSON.stringify([field, text, frequency, rows])}\n`);
}
