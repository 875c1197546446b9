/**
 * Checks how the store loads files, for tests/export/test_export.py; writes nothing.
 *
 *     node store.mjs FOLDER
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

const ENGINE = "../../commonplace/browser/search/";
const codec = await import(`${ENGINE}codec.js`);
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

// However much was loaded, only so much is kept.
const every = await Store.open(load);
const last = every.manifest.passages - 1;
for (let number = 0; number <= last; number++) await every.passage(number);
const names = await every.shards(every.sections.terms, "");
for (const name of names) await every.shard(name);
assert.ok(every.kept.size <= 200);
const files = counts.size;
counts.clear();
await every.shard(names.at(-1));
assert.equal(counts.size, 0);
if (files > 250) {
  await every.passage(0);
  assert.ok(counts.size > 0);
}

// An index of another version, and what is no index, are refused.
const head = Buffer.from('{"version": 99}');
const newer = deflateRawSync(Buffer.concat([Buffer.of(head.length), head]));
await assert.rejects(Store.open(async () => newer), /reload the page/);
await assert.rejects(Store.open(async () => Buffer.from("<!doctype html>")));
