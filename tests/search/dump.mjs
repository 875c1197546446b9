/**
 * Writes every term of an export as a line of JSON, for tests/test_engine.py:
 * [field, text, frequency, [[passage, frequency, length, positions], …]].
 *
 *     node dump.mjs FOLDER
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";

const ENGINE = "../../commonplace/theme/overrides/assets/commonplace/search/";
const { Store } = await import(`${ENGINE}store.js`);

const store = await Store.open(async (name) => readFile(join(process.argv[2], name)));
for (const field of store.fields) {
  for (const term of await store.terms(field, "")) {
    const postings = await store.postings(term);
    const all = Array.from(postings.numbers, (_, n) => n);
    const positions = await store.positions(term, postings, all);
    const rows = all.map((n) => [
      postings.numbers[n],
      postings.frequencies[n],
      postings.lengths[n],
      Array.from(positions[n] ?? []),
    ]);
    process.stdout.write(`${JSON.stringify([field, term.text, term.frequency, rows])}\n`);
  }
}
