/**
 * Asking the engine while somebody types: once the keys rest, one query at a time.
 */

/** @typedef {import("../search/client.js").Client} Client */
/** @typedef {import("../search/engine.js").Answer} Answer */

const PAUSE = 120; // milliseconds without a key before the engine is asked
const SLOW = 300; // milliseconds before a search is said to take its time

/** The one query that is waited for. The next one, or `stop`, makes it outdated. */
export class Asking {
  /**
   * @param {Pick<Client, "search">} client
   * @param {() => void} sayThatItIsSlow
   */
  constructor(client, sayThatItIsSlow) {
    this.client = client;
    this.sayThatItIsSlow = sayThatItIsSlow;
    this.control = new AbortController();
    this.pause = 0;
  }

  /** @param {() => void} ask called once no key was pressed for a while */
  soon(ask) {
    clearTimeout(this.pause);
    this.pause = setTimeout(ask, PAUSE);
  }

  /** Wait for nothing any more, neither for keys to rest nor for an answer. */
  stop() {
    clearTimeout(this.pause);
    this.control.abort();
  }

  /**
   * Ask now, instead of all that was asked before.
   *
   * @param {string} query
   * @param {object} options of the search
   * @returns {Promise<Answer | null>} null where it is outdated by the time there is one;
   *   rejects where the search failed and is not outdated
   */
  async ask(query, options) {
    this.stop();
    this.control = new AbortController();
    const slow = setTimeout(this.sayThatItIsSlow, SLOW);
    try {
      return await this.askBeside(query, options);
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * Ask for more about what was asked last. It is outdated as soon as that is.
   *
   * @param {string} query
   * @param {object} options of the search
   * @returns {Promise<Answer | null>} as `ask` does
   */
  async askBeside(query, options) {
    const { signal } = this.control;
    try {
      const answer = await this.client.search(query, { ...options, signal });
      return signal.aborted ? null : answer;
    } catch (problem) {
      if (signal.aborted) return null;
      throw problem;
    }
  }
}
