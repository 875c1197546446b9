// The files of the index: found, loaded once, kept. What loads them is handed in.

import * as codec from "./codec.js";

const VERSION = 1;
const KEPT = 24_000_000; // bytes of inflated files, about; the oldest go first

/**
 * The contents of `search/NAME`, as they lie on the server.
 * @callback Load
 * @param {string} name
 * @returns {Promise<Uint8Array>}
 */

/**
 * @typedef {object} Manifest
 * @property {number} version
 * @property {number} passages
 * @property {number} counted passages as the ranking counts them
 * @property {number} k1
 * @property {number} b
 * @property {number} page hits; where fewer have all words, those with some follow
 * @property {number} most words that a prefix stands for
 * @property {Record<string, {average: number, weight: number, stemmed: boolean}>} fields
 * @property {string[]} searched fields that a plain word is looked for in
 * @property {[string, string][]} terms first key and name of each shard
 * @property {[string, string][]} words the same for the words as they are written
 * @property {string} documents
 * @property {string} [bundle]
 */

/**
 * A term of the dictionary.
 * @typedef {{text: string, field: string, frequency: number, shard: codec.Shard, place: number}}
 *   Term
 */

/**
 * A passage as a hit shows it.
 * @typedef {object} Passage
 * @property {string} address
 * @property {string} title
 * @property {string} kind
 * @property {string} date
 * @property {string} heading
 * @property {string} speaker
 * @property {number | null} start
 * @property {string} text
 */

/** The index, of which only those files are loaded that are asked for. */
export class Store {
  /**
   * Reads the manifest; rejects where there is none, or one of another version.
   * @param {Load} load
   * @returns {Promise<Store>}
   */
  static async open(load) {
    const manifest = JSON.parse(new TextDecoder().decode(await load("manifest.json")));
    if (manifest.version !== VERSION) {
      throw new Error(`The search index has version ${manifest.version}, not ${VERSION}`);
    }
    return new Store(load, manifest);
  }

  /**
   * @param {Load} load
   * @param {Manifest} manifest
   */
  constructor(load, manifest) {
    this.load = load;
    this.manifest = manifest;
    this.fields = Object.keys(manifest.fields);
    /** @type {Map<string, {made: Promise<any>, size: number}>} */
    this.kept = new Map();
    this.size = 0;
  }

  /**
   * What a file holds. Those who ask at the same time share one load; one that failed
   * is forgotten, so that the next to ask tries again.
   * @template T
   * @param {string} name
   * @param {(bytes: Uint8Array) => T} decode
   * @returns {Promise<T>}
   */
  file(name, decode) {
    const found = this.kept.get(name);
    const noted = (/** @type {Uint8Array} */ bytes) => decode(this.note(entry, bytes));
    if (found) {
      this.kept.delete(name);
      this.kept.set(name, found);
      return found.made;
    }
    /** @type {{made: Promise<T>, size: number}} */
    const entry = { made: this.bytes(name).then(noted), size: 0 };
    this.kept.set(name, entry);
    entry.made.catch(() => this.forget(name, entry));
    return entry.made;
  }

  /**
   * Counts what was loaded, and forgets what was not asked for the longest.
   * @param {{size: number}} entry
   * @param {Uint8Array} bytes
   */
  note(entry, bytes) {
    entry.size = bytes.length;
    this.size += bytes.length;
    for (const [name, other] of this.kept) {
      if (this.size <= KEPT) break;
      if (other !== entry && other.size) this.forget(name, other);
    }
    return bytes;
  }

  /**
   * @param {string} name
   * @param {{size: number}} entry
   */
  forget(name, entry) {
    if (this.kept.get(name) !== entry) return;
    this.kept.delete(name);
    this.size -= entry.size;
  }

  /** @param {string} name @returns {Promise<Uint8Array>} the file inflated */
  async bytes(name) {
    const { bundle } = this.manifest;
    if (!bundle || bundle === name) return codec.inflate(await this.load(`${name}.bin`));
    const found = (await this.file(bundle, codec.bundle)).get(name);
    if (!found) throw new Error(`The search index has no file ${name}`);
    return found;
  }

  /**
   * The number of the one shard that can hold a text: the last that begins at or before it.
   * @param {[string, string][]} shards
   * @param {string} text
   */
  place(shards, text) {
    let low = 0;
    let high = shards.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (codec.compare(shards[middle][0], text) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * A term of a field, or null where no passage has it.
   * @param {string} field
   * @param {string} text
   * @returns {Promise<Term | null>}
   */
  async term(field, text) {
    const shards = this.manifest[field === "words" ? "words" : "terms"];
    if (!shards.length) return null;
    const shard = await this.file(shards[this.place(shards, text)][1], codec.shard);
    const wanted = this.fields.indexOf(field);
    let low = 0;
    let high = shard.texts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = codec.compare(shard.texts[middle], text) || shard.fields[middle] - wanted;
      if (order === 0) return this.entry(shard, middle);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return null;
  }

  /**
   * All terms of a field that begin with a text.
   * @param {string} field
   * @param {string} start
   * @returns {Promise<Term[]>}
   */
  async terms(field, start) {
    const shards = this.manifest[field === "words" ? "words" : "terms"];
    if (!shards.length) return [];
    const first = this.place(shards, start);
    let last = first + 1;
    while (last < shards.length && shards[last][0].startsWith(start)) last++;
    const wanted = this.fields.indexOf(field);
    const loaded = shards.slice(first, last).map(([, name]) => this.file(name, codec.shard));
    return (await Promise.all(loaded)).flatMap((shard) =>
      shard.texts.flatMap((text, n) =>
        shard.fields[n] === wanted && text.startsWith(start) ? [this.entry(shard, n)] : [],
      ),
    );
  }

  /**
   * @param {codec.Shard} shard
   * @param {number} place
   * @returns {Term}
   */
  entry(shard, place) {
    const field = this.fields[shard.fields[place]];
    const frequency = shard.frequencies[place];
    return { text: shard.texts[place], field, frequency, shard, place };
  }

  /** @param {Term} term @returns {Promise<codec.Postings>} */
  async postings({ shard, place }) {
    const row = shard.postings.find(({ first, terms }) => place < first + terms);
    if (!row) throw new Error("The dictionary of the search index names no file for a term");
    const counts = shard.passages.subarray(row.first, row.first + row.terms);
    const found = await this.file(row.name, (bytes) => codec.postings(bytes, counts));
    return found[place - row.first];
  }

  /**
   * Where a term stands in some of its passages.
   * @param {Term} term
   * @param {codec.Postings} postings
   * @param {number[]} wanted which of the postings, rising
   * @returns {Promise<Uint32Array[]>} positions, for each of those
   */
  async positions({ shard, place }, { frequencies }, wanted) {
    const rows = shard.positions.filter(
      ({ first, terms }) => first <= place && place < first + Math.max(terms, 1),
    );
    const parts = rows.map(async (row) => {
      const end = row.postings ? row.skipped + row.postings : frequencies.length;
      const mine = wanted.filter((n) => row.skipped <= n && n < end);
      if (!mine.length) return [];
      const decode = (/** @type {Uint8Array} */ bytes) =>
        row.postings ? [bytes] : codec.positionsOfTerms(bytes, row.terms);
      const terms = await this.file(row.name, decode);
      const counts = frequencies.subarray(row.skipped, end);
      const held = codec.positions(terms[place - row.first], counts);
      return mine.map((n) => held[n - row.skipped]);
    });
    return (await Promise.all(parts)).flat();
  }

  /** @returns {Promise<codec.Directory>} */
  directory() {
    return this.file(this.manifest.documents, codec.directory);
  }

  /** @param {number} number @returns {Promise<Passage>} */
  async passage(number) {
    const { starts, names } = await this.directory();
    let low = 0;
    let high = names.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= number) low = middle;
      else high = middle - 1;
    }
    const [document, title, kind, date, rows] = await this.file(names[low], codec.leaf);
    const [anchor, heading, speaker, start, text] = rows[number - starts[low]];
    return { address: `${document}#${anchor}`, title, kind, date, heading, speaker, start, text };
  }
}
