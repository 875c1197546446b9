// The files of the index: found, loaded once, kept. What loads them is handed in.

import * as codec from "./codec.js";
import { stem } from "./stem.js";

const KEPT = 200; // files; those not asked for the longest go first

/**
 * The contents of `search/NAME`, as they are on the server.
 * @callback Load
 * @param {string} name
 * @returns {Promise<Uint8Array>}
 */

/** @typedef {typeof import("./meaning.js").mixed} Mixed */

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
 * @property {string[]} beside those of them that count and make no hits
 * @property {string[][][]} aliases groups of names for one thing, each name as its terms
 * @property {string} documents the file about documents
 * @property {string} entries the file about pages that are found by name
 * @property {string} lengths the file of the lengths of all texts
 * @property {[string, string[]]} general the files of words of general English that are near
 *   others, and the first word of each
 * @property {string} speakers the file of who speaks
 * @property {string} topics the file of the topics of passages
 * @property {string} [bundle] the file that holds all others, but those for meaning
 * @property {string} [meaning] the files of vectors, if there are any
 */

/**
 * A term of the dictionary; `of` is where its postings are, if that is known.
 * @typedef {object} Term
 * @property {string} field
 * @property {string} text
 * @property {number} frequency how many passages hold it, as the index counts them
 * @property {number} form which of its stem's words it is
 * @property {{name: string, shard: codec.Shard, place: number}} [of]
 */

/**
 * A page about a topic or a person.
 * @typedef {{address: string, title: string, kind: string, aliases: string[]}} Entry
 */

/**
 * A document; its passages are those from `first` to the one before `last`.
 * @typedef {object} Document
 * @property {string} address
 * @property {string} title
 * @property {string} kind
 * @property {string} date
 * @property {boolean} video whether it has one that begins at any second
 * @property {number} first
 * @property {number} last
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
 * @property {string} times those inside, as docs/search-format.md describes them
 * @property {string} text
 */

/** The index, of which only those files are loaded that are asked for. */
export class Store {
  /**
   * Reads the manifest; rejects if there is none, or one of another version.
   * @param {Load} load
   * @param {() => Promise<Mixed>} mixing loads what finds by meaning
   * @returns {Promise<Store>}
   */
  static async open(load, mixing) {
    const bytes = await codec.inflate(await load("manifest.bin"));
    return new Store(load, mixing, codec.manifest(bytes));
  }

  /**
   * @param {Load} load
   * @param {() => Promise<Mixed>} mixing
   * @param {ReturnType<typeof codec.manifest>} contents
   */
  constructor(load, mixing, { head, terms, words, known, directory, primer }) {
    this.load = load;
    this.mixing = mixing;
    /** @type {Manifest} */
    this.manifest = head;
    this.fields = Object.keys(head.fields);
    this.sections = { terms, words };
    this.known = known;
    this.places = directory;
    this.primer = primer;
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
  }

  /**
   * What a file holds. Those who ask at the same time share one load; one that failed
   * is forgotten, so that the next to ask tries again.
   * @template T
   * @param {string} name
   * @param {(bytes: Uint8Array) => T} decode
   * @param {Uint8Array} [primer] what the file is compressed with
   * @returns {Promise<T>}
   */
  file(name, decode, primer) {
    const made = this.kept.get(name) ?? this.bytes(name, primer).then(decode);
    made.catch(() => this.kept.get(name) === made && this.kept.delete(name));
    this.kept.delete(name);
    this.kept.set(name, made);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return made;
  }

  /**
   * @param {string} name
   * @param {Uint8Array} [primer]
   * @returns {Promise<Uint8Array>} the file inflated
   */
  async bytes(name, primer) {
    const { bundle, meaning = "-" } = this.manifest;
    if (!bundle || bundle === name || name.startsWith(meaning)) {
      return codec.inflate(await this.load(`${name}.bin`), primer);
    }
    const found = (await this.file(bundle, codec.bundle)).get(name);
    if (!found) throw new Error(`The search index has no file ${name}`);
    return found;
  }

  /**
   * A term of a field, or null where no passage has it.
   * @param {string} field
   * @param {string} text
   * @returns {Promise<Term | null>}
   */
  async term(field, text) {
    if (this.known.get(field)?.has(text) === false) return null;
    const { keys, names } = field === "words" ? this.sections.words : this.sections.terms;
    if (!keys.length) return null;
    const name = names[last(keys, (key) => codec.compare(key, text) <= 0)];
    if (field === "words") {
      const words = await this.file(name, codec.words);
      const place = this.search(words.terms, field, text);
      return place < 0 ? null : this.word(words, place);
    }
    const shard = await this.file(name, codec.shard);
    const place = this.search(shard.terms, field, text);
    if (place < 0) return null;
    return { field, text, frequency: shard.terms.frequencies[place], form: 0, of: { name, shard, place } };
  }

  /**
   * All terms of a field that begin with a text; the stems of the text are not among them.
   * @param {string} field
   * @param {string} start
   * @returns {Promise<Term[]>}
   */
  async terms(field, start) {
    const { keys, names } = this.sections.words;
    if (!keys.length) return [];
    const first = last(keys, (key) => codec.compare(key, start) <= 0);
    let end = first + 1;
    while (end < keys.length && keys[end].startsWith(start)) end++;
    const wanted = this.fields.indexOf(field);
    const loaded = names.slice(first, end).map((name) => this.file(name, codec.words));
    return (await Promise.all(loaded)).flatMap((words) =>
      words.terms.texts.flatMap((text, n) =>
        words.terms.fields[n] === wanted && text.startsWith(start) ? [this.word(words, n)] : [],
      ),
    );
  }

  /**
   * The place of a term among sorted ones; -1 where it is not there.
   * @param {codec.Terms} terms
   * @param {string} field
   * @param {string} text
   */
  search({ texts, fields }, field, text) {
    const wanted = this.fields.indexOf(field);
    const place = last(
      texts,
      (other, n) => (codec.compare(other, text) || fields[n] - wanted) <= 0,
    );
    return texts[place] === text && fields[place] === wanted ? place : -1;
  }

  /**
   * @param {codec.Words} words
   * @param {number} place
   * @returns {Term}
   */
  word({ terms, forms }, place) {
    return {
      field: this.fields[terms.fields[place]],
      text: terms.texts[place],
      frequency: terms.frequencies[place],
      form: forms[place],
    };
  }

  /** @param {Term} term @returns {Promise<codec.Postings>} */
  async postings({ field, text, form, of }) {
    const written = field === "words";
    const found =
      of ?? (await (written ? this.term("text", stem(text)) : this.term(field, text)))?.of;
    if (!found) throw new Error(`The search index has no postings of ${text}`);
    const { shard, place } = found;
    const all = codec.part(shard.postings, shard.starts[place], shard.starts[place + 1]);
    const mine = written ? codec.ofForm(all, shard.forms[place], form) : all;
    if (!shard.without[place]) return mine;
    const lengths = await this.file(this.manifest.lengths, codec.lengthsOf);
    return { ...mine, lengths: mine.numbers.map((number) => lengths[number]) };
  }

  /**
   * Where a term is in some of its passages; not for words as they are written.
   * @param {Term} term from `term`
   * @param {number[]} wanted which of the term's postings, rising
   * @returns {Promise<Uint32Array[]>} positions, for each of those
   */
  async positions({ of }, wanted) {
    if (!of) throw new Error("Only terms in fields with positions have them");
    const { name, shard, place } = of;
    const { frequencies } = shard.postings;
    const places = wanted.map((n) => n + shard.starts[place]);
    let end = 0;
    const found = Array.from(shard.parts, async (count, part) => {
      const start = end;
      end += count;
      const stop = end;
      const mine = places.filter((n) => start <= n && n < stop);
      if (!mine.length) return [];
      const decode = (/** @type {Uint8Array} */ bytes) =>
        codec.positions(bytes, frequencies.subarray(start, stop));
      const held = await this.file(codec.numbered(name, part + 1), decode);
      return mine.map((n) => held[n - start]);
    });
    return (await Promise.all(found)).flat();
  }

  /** @returns {Promise<codec.Directory>} what the manifest knows of documents and their files */
  async directory() {
    return this.places;
  }

  /** @param {number} number of a passage @returns {number} which document it is of */
  documentOf(number) {
    return last(this.places.documents, ({ first }) => first <= number);
  }

  /**
   * What the manifest knows of the document that a passage is of.
   * @param {number} number of the passage
   */
  document(number) {
    return this.places.documents[this.documentOf(number)];
  }

  /** @returns {Promise<Document[]>} */
  documents() {
    return this.file(this.manifest.documents, (bytes) => {
      /** @type {[string, string, boolean][]} */
      const rows = codec.json(bytes);
      const { documents } = this.places;
      return rows.map(([address, title, video], n) => {
        return { address, title, video, ...documents[n] };
      });
    });
  }

  /** @returns {Promise<Entry[]>} pages that are found by name */
  entries() {
    return this.file(this.manifest.entries, (bytes) => {
      /** @type {[string, string, string, string[]][]} */
      const rows = codec.json(bytes);
      return rows.map(([address, title, kind, aliases]) => ({ address, title, kind, aliases }));
    });
  }

  /** @returns {Promise<{names: string[], of: Uint32Array}>} for each passage a number of a name */
  speakers() {
    const { passages, speakers } = this.manifest;
    return this.file(speakers, (bytes) => codec.speakers(bytes, passages));
  }

  /**
   * Whether a word is one of general English, if it is an edit from one of the index.
   * @param {string} word
   * @returns {Promise<boolean>}
   */
  async isGeneral(word) {
    const [name, firsts] = this.manifest.general;
    const part = last(firsts, (first) => codec.compare(first, word) <= 0);
    const known = await this.file(codec.numbered(name, part), (bytes) => {
      const reader = new codec.Reader(bytes);
      return new Set(reader.frontCoded(reader.varint()));
    });
    return known.has(word);
  }

  /** @returns {Promise<{names: string[], of: Uint32Array[]}>} for each passage numbers of names */
  topics() {
    const { passages, topics } = this.manifest;
    return this.file(topics, (bytes) => codec.topics(bytes, passages));
  }

  /** @param {number} number @returns {Promise<Passage>} */
  async passage(number) {
    const { starts, names } = this.places;
    const place = last(names, (_, n) => starts[n] <= number);
    const [documents, passages] = await Promise.all([
      this.documents(),
      this.file(names[place], codec.passages, this.primer),
    ]);
    const { address, title, kind, date } = documents[this.documentOf(number)];
    const { anchor, ...passage } = passages[number - starts[place]];
    return { address: `${address}#${anchor}`, title, kind, date, ...passage };
  }
}

/**
 * The place of the last of some sorted values for which something holds that holds for
 * all before it; 0 where it holds for none.
 * @template T
 * @param {T[]} values
 * @param {(value: T, place: number) => boolean} holds
 */
function last(values, holds) {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(values[middle], middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
