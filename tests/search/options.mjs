/**
 * Checks what the options of a search do, against the passages that it finds without
 * them, for tests/export/test_engine.py; writes nothing.
 *
 *     node options.mjs FOLDER
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const ENGINE = "../../commonplace/browser/search/";
const { search } = await import(`${ENGINE}engine.js`);
const { Store } = await import(`${ENGINE}store.js`);

const folder = process.argv[2];
const store = await Store.open(async (name) => readFile(join(folder, name)));
const topics = await store.topics();
const numbers = new Map();
for (let n = 0; n < store.manifest.passages; n++) numbers.set((await store.passage(n)).address, n);
const FACETS = ["kind", "year", "speaker", "topic"];
const QUERIES = ["reward", "reward model", "the", "exploration submarine", "xyzzy", ""];
if (process.env.THOROUGH === "1") QUERIES.push("-reward");
const ALL = { limit: 100_000 };

/** The values of a facet that a hit has, as its record tells. */
function valuesOf(hit, facet) {
  if (facet === "year") return hit.date ? [hit.date.slice(0, 4)] : [];
  if (facet === "topic") return Array.from(topics.of[numbers.get(hit.address)], (n) => topics.names[n]);
  return hit[facet] ? [hit[facet]] : [];
}

function addressOf(hit) {
  return hit.address.split("#")[0];
}

function has(hit, within) {
  return Object.entries(within).every(([facet, value]) => valuesOf(hit, facet).includes(value));
}

function counted(hits, facet) {
  const counts = {};
  for (const value of hits.flatMap((hit) => valuesOf(hit, facet))) {
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

function withoutMore({ more, ...hit }) {
  return hit;
}

for (const query of QUERIES) {
  const whole = await search(store, query, ALL);
  assert.equal(whole.hits.length, whole.total);
  assert.equal(whole.relaxed, whole.complete < whole.total);
  assert.deepEqual(await search(store, query), { ...whole, hits: whole.hits.slice(0, 10) });

  // A part of the answer is that part of the whole.
  const part = await search(store, query, { limit: 7, offset: 5 });
  assert.deepEqual(part, { ...whole, hits: whole.hits.slice(5, 12) });

  // Groups: the first hit of each document, in its order, and how many others there are.
  const groups = await search(store, query, { ...ALL, grouped: true });
  const { total, complete } = groups;
  assert.deepEqual({ total, complete }, { total: whole.total, complete: whole.complete });
  assert.equal(groups.groups, groups.hits.length);
  assert.equal(groups.hits.reduce((sum, { more }) => sum + 1 + more, 0), whole.total);
  const firsts = whole.hits.filter(
    (hit, n) => whole.hits.findIndex((other) => addressOf(other) === addressOf(hit)) === n,
  );
  assert.deepEqual(groups.hits.map(withoutMore), firsts);
  const inFront = new Set(whole.hits.slice(0, whole.complete).map(addressOf));
  assert.equal(groups.completeGroups, inFront.size);

  // The further hits of a document are those that the group counts.
  for (const hit of groups.hits.slice(0, 3)) {
    const document = await search(store, query, { ...ALL, document: addressOf(hit) });
    assert.equal(document.total, hit.more + 1);
    const here = whole.hits.filter((other) => addressOf(other) === addressOf(hit));
    assert.deepEqual(document.hits, here);
  }
  assert.equal((await search(store, query, { document: "no/such/" })).total, 0);

  // Dates: what has all of the words stays in front, what has no date comes last.
  for (const sort of ["newest", "oldest"]) {
    const sorted = await search(store, query, { ...ALL, sort });
    const tiers = [[0, whole.complete], [whole.complete, whole.total]];
    for (const [from, to] of tiers) {
      const dates = sorted.hits.slice(from, to).map(({ date }) => date ?? "");
      const known = dates.filter((date) => date).sort();
      const expected = sort === "newest" ? known.reverse() : known;
      assert.deepEqual(dates, [...expected, ...dates.slice(known.length)]);
      const same = (hits) => hits.slice(from, to).map(({ address }) => address).sort();
      assert.deepEqual(same(sorted.hits), same(whole.hits));
    }
  }
  assert.deepEqual(await search(store, query, { ...ALL, sort: "relevance" }), whole);

  // Facets: each choice narrows the hits down, and every count is what choosing would give.
  const { facets } = await search(store, query, { facets: true });
  assert.deepEqual(Object.keys(facets), FACETS);
  const choices = FACETS.map((facet) => facets[facet].map(([value]) => ({ [facet]: value })));
  const pairs = choices.flatMap((some, n) => choices.slice(n + 1).flatMap((others) =>
    some.slice(0, 3).flatMap((one) => others.slice(0, 3).map((two) => ({ ...one, ...two }))),
  ));
  for (const within of [{}, ...choices.flat().slice(0, 12), ...pairs, { kind: "poem" }]) {
    const narrowed = await search(store, query, { ...ALL, within, facets: true });
    const { facets: counts, ...rest } = narrowed;
    assert.deepEqual(rest, await search(store, query, { ...ALL, within }));
    assert.deepEqual(rest.hits, whole.hits.filter((hit) => has(hit, within)));
    assert.equal(rest.total, rest.hits.length);
    const front = whole.hits.slice(0, whole.complete).filter((hit) => has(hit, within));
    assert.equal(rest.complete, front.length);
    for (const facet of FACETS) {
      const { [facet]: own, ...others } = within;
      const hits = whole.hits.filter((hit) => has(hit, others));
      assert.deepEqual(Object.fromEntries(counts[facet]), counted(hits, facet));
    }
  }
}

// Years stand newest first, other values the most frequent first.
const { facets } = await search(store, "the", { facets: true });
const years = facets.year.map(([year]) => year);
assert.deepEqual(years, [...years].sort().reverse());
assert.ok(facets.kind.length > 1 && facets.speaker.length > 1);
for (const facet of ["kind", "speaker", "topic"]) {
  const counts = facets[facet].map(([, count]) => count);
  assert.deepEqual(counts, [...counts].sort((one, two) => two - one));
}

// All at once.
const within = { kind: facets.kind[0][0] };
const asked = { within, grouped: true, sort: "newest", offset: 1, limit: 2, facets: true };
const both = await search(store, "reward", asked);
assert.equal(both.hits.length, 2);
assert.ok(both.hits.every((hit) => has(hit, within) && hit.more >= 0));

// A search that nobody waits for any more stops, with the reason that was given.
const stopped = AbortSignal.abort(new Error("nobody waits"));
await assert.rejects(search(store, "reward", { signal: stopped }), /nobody waits/);
const control = new AbortController();
const slow = Object.assign(Object.create(store), {
  async term(...given) {
    control.abort(new Error("nobody waits"));
    return store.term(...given);
  },
  passage: () => assert.fail("a stopped search goes on"),
});
await assert.rejects(search(slow, "reward", { signal: control.signal }), /nobody waits/);
