/**
 * Answers queries from a folder of exported files, for tests/export/test_engine.py.
 *
 *     node engine.mjs FOLDER < QUERIES > ANSWERS
 *
 * A line of QUERIES is JSON, {"query": …, "limit": …, "cold": true}; a line of ANSWERS
 * is {"answer": …, "loads": [[name, bytes], …]} with what had to be loaded for it.
 * `cold` forgets what was loaded before; all but it and the query are options of a search.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ENGINE = "../../commonplace/browser/search/";
const { search } = await import(`${ENGINE}engine.js`);
const { Store } = await import(`${ENGINE}store.js`);
const { mixed } = await import(`${ENGINE}meaning.js`);

const { speaking } = await import("./speaking.mjs");

const folder = process.argv[2];
let loads = [];
let store = null;

async function load(name) {
  const bytes = await readFile(join(folder, name));
  loads.push([name, bytes.length]);
  return new Uint8Array(bytes);
}

for await (const line of createInterface({ input: process.stdin })) {
  const { query, cold, ...options } = JSON.parse(line);
  loads = [];
  if (cold || store === null) store = await Store.open(load, async () => mixed, speaking(folder));
  const answer = await search(store, query, options);
  process.stdout.write(`${JSON.stringify({ answer, loads })}\n`);
}
