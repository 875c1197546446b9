/**
 * Checks how the engine is asked while somebody types, for tests/browser/test_asking.py; writes
 * nothing. The clock is turned by hand.
 */

import assert from "node:assert/strict";
import { mock } from "node:test";

const { Asking } = await import("../../commonplace/browser/searchbox/asking.js");

mock.timers.enable({ apis: ["setTimeout"] });

let slow = 0;
/** Queries on their way, with what answers them. */
let running = [];

/** As the client does: a query that is aborted rejects at once, with the signal's reason. */
function search(query, { signal }) {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    running.push({ query, signal, resolve, reject });
  });
}

function begun() {
  slow = 0;
  running = [];
  return new Asking({ search }, () => slow++);
}

// Of all that is asked, only the last is answered, in whatever order the engine answers.
for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0]]) {
  const asking = begun();
  const answers = ["a", "b", "c"].map((query) => asking.ask(query, {}));
  for (const n of order) running[n].resolve(running[n].query);
  assert.deepEqual(await Promise.all(answers), [null, null, "c"]);
}

// A failure counts only where somebody still waits.
{
  const asking = begun();
  const outdated = asking.ask("a", {});
  running[0].reject(new Error("gone"));
  const current = asking.ask("b", {});
  running[1].reject(new Error("gone"));
  assert.equal(await outdated, null);
  await assert.rejects(current, /gone/);
}

// What is asked beside a query goes when the query does.
{
  const asking = begun();
  const first = asking.ask("a", {});
  running[0].resolve("a");
  assert.equal(await first, "a");
  const [kept, outdated] = [asking.askBeside("more of a", {}), asking.askBeside("all of a", {})];
  running[1].resolve("more");
  assert.equal(await kept, "more");
  void asking.ask("b", {});
  assert.equal(await outdated, null);
}

// A pause begins anew with each key, and asks once.
{
  const asking = begun();
  const asked = [];
  for (const word of ["p", "po", "pon"]) {
    asking.soon(() => asked.push(word));
    mock.timers.tick(100);
  }
  assert.deepEqual(asked, []);
  mock.timers.tick(100);
  assert.deepEqual(asked, ["pon"]);
}

// Asking and stopping end a pause.
for (const end of [(asking) => void asking.ask("a", {}), (asking) => asking.stop()]) {
  const asking = begun();
  asking.soon(() => assert.fail("asked after all"));
  end(asking);
  mock.timers.tick(1000);
}

// Only a search that takes its time is said to, and only while somebody waits.
{
  const asking = begun();
  const quick = asking.ask("a", {});
  running[0].resolve("a");
  await quick;
  mock.timers.tick(1000);
  assert.equal(slow, 0);
  const stopped = asking.ask("b", {});
  asking.stop();
  assert.equal(await stopped, null);
  mock.timers.tick(1000);
  assert.equal(slow, 0);
  void asking.ask("c", {});
  mock.timers.tick(1000);
  assert.equal(slow, 1);
}
