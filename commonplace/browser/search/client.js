// The page's side of the search: starts the engine when it is first needed, and asks it.

import { PROTOCOL } from "./protocol.js";
import { t } from "../texts.js";

/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./protocol.js").Line} Line */
/** @typedef {import("./protocol.js").Reply} Reply */

const ENGINE = "assets/commonplace/engine.js";
const MEANING = "assets/commonplace/meaning.js"; // which a worker loads itself, when it needs it

/**
 * How to ask. `warm` starts the engine ahead of the first query; nothing goes wrong there
 * that the query would not tell.
 * @typedef {object} Client
 * @property {(query: string, options?: object & {signal?: AbortSignal}) => Promise<Answer>} search
 * @property {(query: string, texts: string[]) => Promise<[number, number][][]>} marks where in
 *   each text the words of a query stand
 * @property {() => void} warm
 */

/**
 * The root of the site, from the address of the script that is running.
 * @param {Document} page
 * @returns {string}
 */
export function siteRoot(page) {
  const script = /** @type {HTMLScriptElement | null} */ (page.currentScript);
  return new URL("../../", script?.src ?? page.baseURI).href;
}

/**
 * The whole address of a page of the site. A disk has no index pages: there the name of
 * the file is put after the folder's.
 * @param {string} base the site's root
 * @param {string} address as in a hit, for instance `posts/pond/#p-1a2b3c4d`
 * @returns {string}
 */
export function pageUrl(base, address) {
  const url = new URL(address, base);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}

/**
 * A client of the search engine of the site with this root. Several queries may run at
 * once; one that is aborted through its `signal` rejects with the signal's reason. A query
 * that fails rejects with an Error that says in words what failed; ask again to try again.
 * @param {string} base
 * @returns {Client}
 */
export function connect(base) {
  /** @type {Map<number, {resolve: (answer: Answer) => void, reject: (why: any) => void}>} */
  const waiting = new Map();
  /** @type {{say: (message: object) => void} | null} */
  let engine = null;
  let last = 0;

  function started() {
    if (engine) return engine;
    const starting = (base.startsWith("file:") ? onPage : inWorker)(base, heard, (why) => {
      if (engine === starting) engine = null;
      for (const { reject } of waiting.values()) reject(new Error(why));
      waiting.clear();
    });
    engine = starting;
    engine.say({ protocol: PROTOCOL, base });
    return engine;
  }

  /** @param {MessageEvent<Reply>} event */
  function heard({ data: { id, answer, error } }) {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asker?.resolve(answer);
    else asker?.reject(new Error(error));
  }

  return {
    warm() {
      started().say({ warm: true });
    },

    marks(query, texts) {
      const id = ++last;
      const { say } = started();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: /** @type {(answer: any) => void} */ (resolve), reject });
        say({ id, query, texts });
      });
    },

    async search(query, { signal, ...options } = {}) {
      signal?.throwIfAborted();
      const id = ++last;
      const { say } = started();
      const abort = () => {
        waiting.get(id)?.reject(signal?.reason);
        waiting.delete(id);
        say({ cancel: id });
      };
      signal?.addEventListener("abort", abort);
      try {
        return await new Promise((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          say({ id, query: String(query), options });
        });
      } finally {
        waiting.delete(id);
        signal?.removeEventListener("abort", abort);
      }
    },
  };
}

/**
 * The engine in a worker, so that a long query never holds up typing.
 * @param {string} base
 * @param {(event: MessageEvent<Reply>) => void} heard
 * @param {(why: string) => void} failed
 */
function inWorker(base, heard, failed) {
  const worker = new Worker(new URL(ENGINE, base));
  worker.onmessage = heard;
  worker.onerror = (event) => {
    event.preventDefault();
    worker.terminate();
    const address = ENGINE;
    const { message } = event;
    failed(message ? t`The search engine stopped: ${message}` : t`${address} could not be loaded`);
  };
  return { say: (/** @type {object} */ message) => worker.postMessage(message) };
}

/**
 * The engine beside the page's own scripts: a page opened from disk may start no worker.
 * @param {string} base
 * @param {(event: MessageEvent<Reply>) => void} heard
 * @param {(why: string) => void} failed
 */
function onPage(base, heard, failed) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = heard;
  const part = document.createElement("script");
  const script = document.createElement("script");
  part.async = script.async = false; // one after the other
  script.onload = () => {
    const own = /** @type {{commonplaceEngine?: (line: Line) => void}} */ (window);
    own.commonplaceEngine?.(port2);
  };
  script.onerror = () => failed(`${ENGINE} could not be loaded`);
  part.src = new URL(MEANING, base).href;
  script.src = new URL(ENGINE, base).href;
  document.head.append(part, script);
  return { say: (/** @type {object} */ message) => port1.postMessage(message) };
}
