/**
 * Checks how the store loads files, for tests/test_engine.py; writes nothing.
 *
 *     node store.mjs FOLDER
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const ENGINE = "../../commonplace/theme/overrides/assets/commonplace/search/";
const { search } = await import(`${ENGINE}engine.js`);
const { Store } = await import(`${ENGINE}store.js`);

const folder = process.argv[2];
const counts = new Map();
let broken = false;

async function load(name) {
  counts.set(name, (counts.get(name) ?? 0) + 1);
  if (broken) throw new Error("the network is gone");
  return readFile(join(folder, name));
}

// Those who ask at the same time share one load.
const store = await Store.open(load);
const [one, two] = await Promise.all([search(store, "reward"), search(store, "reward")]);
assert.deepEqual(one, two);
assert.ok(one.total > 0);
assert.deepEqual([...counts.values()], [...counts.values()].fill(1));

// What is kept is not loaded again.
const before = counts.size;
assert.deepEqual(await search(store, "reward"), one);
assert.equal(counts.size, before);

// A failure is an error, and asking again is answered.
const other = await Store.open(load);
broken = true;
await assert.rejects(search(other, "reward"), /network is gone/);
await assert.rejects(search(other, "xyzzy"), /network is gone/);
broken = false;
assert.deepEqual(await search(other, "reward"), one);

// An index of another version is refused.
const bytes = new TextEncoder().encode('{"version": 99}');
await assert.rejects(Store.open(async () => bytes), /version 99/);
