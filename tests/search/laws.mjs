/**
 * Writes which passages each of some words finds, and how many each facet counts, for
 * tests/export/test_laws.py.
 *
 *     node laws.mjs FOLDER < WORDS > ANSWERS
 *
 * A line of ANSWERS is {"hits": [number, …], "total": …, "facets": …} for a line of WORDS.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ENGINE = "../../commonplace/browser/search/";
const { hitsOf } = await import(`${ENGINE}evaluate.js`);
const { parse } = await import(`${ENGINE}parse.js`);
const { search } = await import(`${ENGINE}engine.js`);
const { Store } = await import(`${ENGINE}store.js`);

const { speaking } = await import("./speaking.mjs");

const folder = process.argv[2];
const load = async (name) => readFile(join(folder, name));
const store = await Store.open(load, undefined, speaking(folder));
for await (const word of createInterface({ input: process.stdin })) {
  const { numbers } = await hitsOf(store, parse(word).tree);
  const { total, facets } = await search(store, word, { limit: 0, facets: true });
  process.stdout.write(`${JSON.stringify({ hits: Array.from(numbers), total, facets })}\n`);
}
