// The files of the index: found, loaded once, kept. What loads them is handed in.

import { spoken } from "./analysis.js";
import * as codec from "./codec.js";
import { NAME_FIELDS } from "./language.js";
import { stem } from "./stem.js";
import { t } from "../texts.js";

const KEPT = 200; // files; those not asked for the longest go first
const LEADS = 2000; // passages that came with terms, the same

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
 * @property {number} paged documents in a page of the directory of passages
 * @property {number} most words that a prefix stands for
 * @property {Record<string, {average: number, weight: number, stemmed: boolean}>} fields
 * @property {string[]} searched fields that a plain word is looked for in
 * @property {string[]} beside those of them that count and make no hits
 * @property {{weight: number, average: number, lengths: number[]}} around how long the text of
 *   each document is, as a byte, and how much a document's score counts for its passages
 * @property {string[][][]} aliases groups of names for one thing, each name as its terms
 * @property {string[][][]} explained the same of acronyms that texts explain
 * @property {string[]} languages the codes of those that have a stemmer, but English
 * @property {string} main the language of most passages, empty for English
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
 * @property {number} frequency how many passages hold it
 * @property {number} form which of its stem's words it is
 * @property {{shard: codec.Shard, place: number}} [of]
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
 * @property {number} first
 * @property {number} last
 */

/** The index, of which only those files are loaded that are asked for. */
export class Store {
  /**
   * Reads the manifest; rejects if there is none, or one of another version.
   * @param {Load} load
   * @param {() => Promise<Mixed>} mixing loads what finds by meaning
   * @param {(languages: string[]) => unknown} [speaking] loads the stemmers of languages
   * @returns {Promise<Store>}
   */
  static async open(load, mixing, speaking) {
    const bytes = await codec.inflate(await load("manifest.bin"));
    const store = new Store(load, mixing, codec.manifest(bytes));
    await speaking?.(store.manifest.languages);
    return store;
  }

  /**
   * @param {Load} load
   * @param {() => Promise<Mixed>} mixing
   * @param {ReturnType<typeof codec.manifest>} contents
   */
  constructor(load, mixing, { head, starts, terms, words, texts }) {
    this.load = load;
    this.mixing = mixing;
    /** @type {Manifest} */
    this.manifest = head;
    this.fields = Object.keys(head.fields);
    this.sections = { terms, words };
    this.starts = starts;
    this.texts = texts;
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
    /** @type {Map<number, codec.Passage>} */
    this.leads = new Map();
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
    const made = this.kept.get(name) ?? this.bytes(name).then(decode);
    made.catch(() => this.kept.get(name) === made && this.kept.delete(name));
    this.kept.delete(name);
    this.kept.set(name, made);
    limit(this.kept, KEPT);
    return made;
  }

  /** @param {string} name @returns {Promise<Uint8Array>} the file inflated */
  async bytes(name) {
    const { bundle, meaning = "-" } = this.manifest;
    if (!bundle || bundle === name || name.startsWith(meaning)) {
      return codec.inflate(await this.load(`${name}.bin`));
    }
    const found = (await this.file(bundle, codec.bundle)).get(name);
    if (!found) throw new Error(t`The search index has no file ${name}`);
    return found;
  }

  /**
   * A page of a directory, which is there or in a file.
   * @template T
   * @param {string | T} page
   * @param {(reader: codec.Reader) => T} decode
   */
  async page(page, decode) {
    if (typeof page !== "string") return page;
    return this.file(page, (bytes) => decode(new codec.Reader(bytes)));
  }

  /**
   * The names of the shards of a section that may have texts that begin with one; or that
   * text alone.
   * @param {codec.Section} section
   * @param {string} text
   * @param {boolean} [whole]
   * @returns {Promise<string[]>}
   */
  async shards({ keys, pages }, text, whole) {
    const found = await Promise.all(
      part(keys, pages).map((page) => this.page(page, codec.names)),
    );
    return found.flatMap(({ keys, names }) => part(keys, names));

    /**
     * @template T
     * @param {string[]} keys
     * @param {T[]} values
     */
    function part(keys, values) {
      const first = last(keys, (key) => codec.compare(key, text) <= 0);
      let end = first + 1;
      while (!whole && end < keys.length && keys[end].startsWith(text)) end++;
      return values.slice(first, end);
    }
  }

  /**
   * A term of a field, or null where no passage has it.
   * @param {string} field
   * @param {string} text
   * @returns {Promise<Term | null>}
   */
  async term(field, text) {
    const { terms, words } = this.sections;
    const whole = this.manifest.fields[field].stemmed || field === "words";
    const key = whole ? text : filed(text);
    const [name] = await this.shards(field === "words" ? words : terms, key, true);
    if (!name) return null;
    if (field === "words") {
      const words = await this.file(name, codec.words);
      const place = this.search(words.terms, field, text);
      return place < 0 ? null : this.word(words, place);
    }
    const shard = await this.shard(name);
    const place = this.search(shard.terms, field, text);
    if (place < 0) return null;
    return { field, text, frequency: shard.terms.passages[place], form: 0, of: { shard, place } };
  }

  /**
   * The terms of a word in a field, in whatever language it may be.
   * @param {string} field
   * @param {string} word
   * @returns {Promise<Term[]>}
   */
  async having(field, word) {
    const found = await Promise.all(
      this.asked(field, [word]).map(([text]) => this.term(field, text)),
    );
    return found.filter((term) => term !== null);
  }

  /**
   * Words in a row as a field holds them, in each of the languages, English first.
   * @param {string} field
   * @param {string[]} words
   * @returns {string[][]}
   */
  asked(field, words) {
    if (NAME_FIELDS.has(field)) return [words];
    const isStem = this.manifest.fields[field].stemmed || field === "folded";
    const rows = ["", ...this.manifest.languages].map((language) => {
      const row = words.map((word) => spoken(word, language));
      return isStem ? row.map(stem) : row;
    });
    return rows.filter((row, n) => rows.findIndex((one) => one.join() === row.join()) === n);
  }

  /** @param {string} name @returns {Promise<codec.Shard>} */
  shard(name) {
    return this.file(name, (bytes) => {
      const shard = codec.shard(bytes);
      for (const [number, passage] of shard.leads) this.leads.set(number, passage);
      limit(this.leads, LEADS);
      return shard;
    });
  }

  /**
   * All terms of a field that begin with a text; the stems of the text are not among them.
   * @param {string} field
   * @param {string} start
   * @returns {Promise<Term[]>}
   */
  async terms(field, start) {
    const names = await this.shards(this.sections.words, start);
    const wanted = this.fields.indexOf(field);
    const loaded = await Promise.all(names.map((name) => this.file(name, codec.words)));
    return loaded.flatMap((words) =>
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
      frequency: terms.passages[place],
      form: forms[place],
    };
  }

  /** @param {Term} term @returns {Promise<codec.Postings>} */
  async postings({ field, text, form, of }) {
    const written = field === "words";
    const found =
      of ?? (await (written ? this.term("text", stem(text)) : this.term(field, text)))?.of;
    if (!found) throw new Error(t`The search index has no postings of ${text}`);
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
    const { shard, place } = of;
    const places = wanted.map((n) => n + shard.starts[place]);
    let end = 0;
    const found = shard.files.map(async (file, part) => {
      const start = end;
      end += shard.parts[2 * part];
      const stop = end;
      const mine = places.filter((n) => start <= n && n < stop);
      if (!mine.length) return [];
      const ends = codec.sums(shard.postings.frequencies.subarray(start, stop));
      const first = shard.parts[2 * part + 1];
      const held = await this.file(file, codec.positions);
      return mine.map((n) =>
        codec.risen(held.slice(first + ends[n - start], first + ends[n - start + 1])),
      );
    });
    return (await Promise.all(found)).flat();
  }

  /** @param {number} number of a passage @returns {number} which document it is of */
  documentOf(number) {
    return last(this.starts, (first) => first <= number);
  }

  /** @param {number} number of a passage @returns {boolean} whether a document begins there */
  isFirst(number) {
    return this.starts[this.documentOf(number)] === number;
  }

  /** @returns {Promise<Document[]>} */
  documents() {
    return this.file(this.manifest.documents, (bytes) => {
      /** @type {[string, string, string, string][]} */
      const rows = codec.json(bytes);
      return rows.map(([address, title, kind, date], n) => {
        return { address, title, kind, date, first: this.starts[n], last: this.starts[n + 1] };
      });
    });
  }

  /** @returns {Promise<Entry[]>} pages that are found by name */
  entries() {
    return this.file(this.manifest.entries, (bytes) => {
      /** @type {[string, string, string, string[]][]} */
      const rows = codec.json(bytes);
      return rows.map(([place, title, kind, aliases]) => {
        // A folder alone is followed by the name, as it stands in addresses.
        const slug = `/${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}/`;
        return { address: place.endsWith("/") ? place : place + slug, title, kind, aliases };
      });
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

  /** @param {number} number @returns {Promise<codec.Passage>} */
  async passage(number) {
    const known = this.leads.get(number);
    if (known) return known;
    const document = this.documentOf(number);
    const { paged } = this.manifest;
    const page = await this.page(this.texts[Math.floor(document / paged)], codec.places);
    const counts = page.counts[document % paged];
    let file = 0;
    let place = number - this.starts[document];
    while (place >= counts[file]) place -= counts[file++];
    const name = codec.numbered(page.names[document % paged], file);
    return (await this.file(name, codec.passages))[place];
  }
}

/**
 * Where a word that is no stem is found: with its stem, if they begin alike.
 * @param {string} text
 */
function filed(text) {
  const root = text.startsWith("=") ? text : stem(text);
  return root.startsWith(Array.from(text).slice(0, 3).join("")) ? root : text;
}

/**
 * Forget what was put into a map first, until no more are left than there may be.
 * @param {Map<any, any>} map
 * @param {number} most
 */
function limit(map, most) {
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}

/**
 * The place of the last of some sorted values for which something holds that holds for
 * all before it; 0 where it holds for none.
 * @template T
 * @param {ArrayLike<T>} values
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
