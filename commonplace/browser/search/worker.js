/**
 * The engine's script: in a worker it answers the page that started it. On a page opened
 * from disk, which may start no worker, it gives the page `commonplaceEngine` to call.
 */

import { changed } from "./codec.js";
import { search } from "./engine.js";
import { Missing, fromScripts, fromServer, mixing, speaking } from "./load.js";
import { marks } from "./marks.js";
import { PROTOCOL } from "./protocol.js";
import { Store } from "./store.js";

/** @typedef {import("./store.js").Load} Load */
/** @typedef {import("./protocol.js").Line} Line */
/** @typedef {import("./protocol.js").Hello} Hello */
/** @typedef {import("./protocol.js").Asked} Asked */

/**
 * Answer what comes over a line, for ever.
 * @param {Line} line
 * @param {(base: string) => Load} loader
 */
function serve(line, loader) {
  /** @type {Map<number, AbortController>} */
  const running = new Map();
  /** @type {ReturnType<typeof library> | null} */
  let ask = null;
  let wrong = "";

  line.onmessage = ({ data }) => {
    if ("protocol" in data) hear(data);
    else if ("cancel" in data) running.get(data.cancel)?.abort();
    else if ("warm" in data) ask?.warm();
    else answer(data);
  };

  /** @param {Hello} hello */
  function hear({ protocol, base }) {
    ask = library(
      loader(base),
      () => mixing(base),
      (languages) => speaking(base, languages),
    );
    if (protocol !== PROTOCOL) wrong = changed();
  }

  /** @param {Asked} asked */
  async function answer({ id, query, options, texts }) {
    const control = new AbortController();
    running.set(id, control);
    try {
      if (wrong || !ask) throw new Error(wrong || "The engine was not told where the site is");
      const found = texts
        ? await ask.marks(query, texts)
        : await ask.search(query, { ...options, signal: control.signal });
      line.postMessage({ id, answer: found });
    } catch (problem) {
      line.postMessage({ id, error: problem instanceof Error ? problem.message : String(problem) });
    } finally {
      running.delete(id);
    }
  }
}

/**
 * The index, opened when it is first needed, and again after it could not be.
 * @param {Load} load
 * @param {() => Promise<import("./store.js").Mixed>} mix
 * @param {(languages: string[]) => Promise<void>} speak
 */
function library(load, mix, speak) {
  /** @type {Promise<Store> | null} */
  let store = null;

  function opened() {
    if (store) return store;
    const opening = Store.open(load, mix, speak);
    store = opening;
    opening.catch(() => forget(opening));
    return opening;
  }

  /** @param {Promise<Store>} failed */
  function forget(failed) {
    if (store === failed) store = null;
  }

  return {
    /** Load what every query needs; where that fails, the query will say so. */
    warm() {
      opened().catch(() => {});
    },

    /**
     * @param {string} query
     * @param {string[]} texts
     */
    async marks(query, texts) {
      return marks(await opened(), query, texts);
    },

    /**
     * @param {string} query
     * @param {object} options
     */
    async search(query, options) {
      for (let first = true; ; first = false) {
        const mine = opened();
        try {
          return await search(await mine, query, options);
        } catch (problem) {
          if (!(problem instanceof Missing)) throw problem;
          // The site was renewed while this page was open: begin again with its new manifest.
          forget(mine);
          if (!first) throw problem;
        }
      }
    },
  };
}

if (typeof window === "undefined") {
  serve(/** @type {Line} */ (/** @type {unknown} */ (self)), fromServer);
} else {
  Object.assign(window, {
    /** @param {Line} line */
    commonplaceEngine: (line) => serve(line, fromScripts),
  });
}
