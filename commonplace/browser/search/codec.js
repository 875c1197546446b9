// Decoding the files of the search index; docs/search-format.md describes them.
// Pure functions: bytes in, records out.

import { t } from "../texts.js";

/**
 * What comes first in every part of a dictionary: term `n` is `texts[n]` in the field
 * `fields[n]`.
 * @typedef {object} Terms
 * @property {string[]} texts
 * @property {Uint32Array} fields number of the field in the manifest's order
 * @property {Uint32Array} passages how many passages hold the term
 */

/**
 * Terms with their postings: those of term `n` begin at `starts[n]`.
 * @typedef {object} Shard
 * @property {Terms} terms
 * @property {Uint32Array} starts
 * @property {Postings} postings
 * @property {Uint8Array} without whether the lengths of a term are not here and 0
 * @property {Uint32Array[]} forms for each term which of its stem's words stands where, if
 *   there are several
 * @property {Uint32Array} parts of positions: for each, of how many postings, and the number
 *   in its file at which they begin
 * @property {string[]} files of these parts
 * @property {Map<number, Passage>} leads passages that its terms find
 */

/** @typedef {{terms: Terms, forms: Uint32Array}} Words */

/** @typedef {{numbers: Uint32Array, frequencies: Uint32Array, lengths: Uint32Array}} Postings */

/**
 * Names by key, or pages of such: each is there, or in a file of which this is the name.
 * @typedef {{keys: string[], names: string[]}} Names
 * @typedef {{keys: string[], pages: (string | Names)[]}} Section
 */

/**
 * Where the passages of some documents lie: in as many files for each, named together, as
 * there are numbers of passages in `counts`.
 * @typedef {{counts: Uint32Array[], names: string[]}} Places
 */

/**
 * A passage as a hit shows it.
 * @typedef {object} Passage
 * @property {string} address
 * @property {string} title
 * @property {string} kind
 * @property {string} date
 * @property {boolean} video whether its document has one that begins at any second
 * @property {string} language the code of its stemmer, empty for English
 * @property {string} heading
 * @property {string} speaker
 * @property {number | null} start
 * @property {string} times those inside, as docs/search-format.md describes them
 * @property {string} text
 */

const VERSION = 7; // of the format

/** What a reader is told whose page, engine and index are not of one version. */
export const changed = () => t`The site has changed; reload the page to search`;

/** What the byte stands for in which Whoosh keeps the length of a field. */
export const LENGTHS = Uint32Array.from({ length: 256 }, (_, n) => Math.round((1.033 ** n - 1) * 27));

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Reads numbers and texts from bytes, from the first to the last. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** A number of seven bits a byte, the lowest first. */
  varint() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (this.at >= this.bytes.length) throw new Error(t`A file of the index ends too early`);
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** @param {number} count @returns {Uint32Array} that many numbers */
  varints(count) {
    const values = new Uint32Array(count);
    for (let n = 0; n < count; n++) values[n] = this.varint();
    return values;
  }

  /** @param {number} count @returns {Uint8Array} that many bytes */
  slice(count) {
    if (this.at + count > this.bytes.length) throw new Error(t`A file of the index ends too early`);
    return this.bytes.subarray(this.at, (this.at += count));
  }

  /** A text after the number of its bytes. */
  text() {
    return UTF8.decode(this.slice(this.varint()));
  }

  /** The name of a file, kept as six bytes. */
  name() {
    return Array.from(this.slice(6), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** @param {number} count @returns {string[]} that many sorted texts */
  frontCoded(count) {
    /** @type {string[]} */
    const texts = [];
    let before = new Uint8Array(0);
    for (let n = 0; n < count; n++) {
      const shared = this.varint();
      const rest = this.slice(this.varint());
      const whole = new Uint8Array(shared + rest.length);
      whole.set(before.subarray(0, shared));
      whole.set(rest, shared);
      texts.push(shared === before.length && !rest.length && n ? texts[n - 1] : UTF8.decode(whole));
      before = whole;
    }
    return texts;
  }
}

/**
 * The manifest: constants as JSON, then where everything is.
 * @param {Uint8Array} bytes
 */
export function manifest(bytes) {
  const reader = new Reader(bytes);
  const head = JSON.parse(reader.text());
  if (head.version !== VERSION) {
    throw new Error(changed());
  }
  const named = new Reader(reader.slice(reader.varint()));
  const starts = sums(reader.varints(reader.varint()));
  const terms = section(reader, named);
  const texts = pages(reader, named, reader.varint(), places);
  return { head, starts, terms, texts, words: section(reader, named) };
}

/** @param {Reader} reader @param {Reader} named @returns {Section} */
function section(reader, named) {
  const keys = reader.frontCoded(reader.varint());
  return { keys, pages: pages(reader, named, keys.length, names) };
}

/**
 * @template T
 * @param {Reader} reader
 * @param {Reader} named has the names of files
 * @param {number} count
 * @param {(reader: Reader, named: Reader) => T} decode
 * @returns {(string | T)[]}
 */
function pages(reader, named, count, decode) {
  return Array.from({ length: count }, () =>
    reader.varint() ? decode(reader, named) : named.name(),
  );
}

/**
 * A page of a section.
 * @param {Reader} reader
 * @param {Reader} [named] has the names; in a file of its own they come last
 * @returns {Names}
 */
export function names(reader, named = reader) {
  const keys = reader.frontCoded(reader.varint());
  return { keys, names: keys.map(() => named.name()) };
}

/**
 * A page of the directory of passages.
 * @param {Reader} reader
 * @param {Reader} [named] has the names; in a file of its own they come last
 * @returns {Places}
 */
export function places(reader, named = reader) {
  const files = Array.from(reader.varints(reader.varint()));
  const counts = files.map((count) => reader.varints(count));
  return { counts, names: files.map(() => named.name()) };
}

/**
 * The name of one of several files that were named together.
 * @param {string} stem
 * @param {number} number
 */
export function numbered(stem, number) {
  return number ? `${stem}-${number}` : stem;
}

/** @param {Uint32Array} numbers @returns {Uint32Array} the sum before each, and of all */
export function sums(numbers) {
  const found = new Uint32Array(numbers.length + 1);
  for (let n = 0; n < numbers.length; n++) found[n + 1] = found[n] + numbers[n];
  return found;
}

/** @param {Uint32Array} gaps @returns {Uint32Array} the same, now the numbers themselves */
export function risen(gaps) {
  for (let n = 1; n < gaps.length; n++) gaps[n] += gaps[n - 1];
  return gaps;
}

/** @param {Reader} reader @returns {Terms} */
function termsOf(reader) {
  const count = reader.varint();
  const texts = reader.frontCoded(count);
  const fields = reader.varints(count);
  const passages = reader.varints(count);
  return { texts, fields, passages };
}

/** @param {Uint8Array} bytes @returns {Words} a part of the dictionary of words */
export function words(bytes) {
  const reader = new Reader(bytes);
  const terms = termsOf(reader);
  return { terms, forms: reader.varints(terms.texts.length) };
}

/** @param {Uint8Array} bytes @returns {Shard} */
export function shard(bytes) {
  const reader = new Reader(bytes);
  const terms = termsOf(reader);
  const several = reader.varints(terms.texts.length);
  const without = Uint8Array.from(reader.varints(terms.texts.length));
  const parts = reader.varints(2 * reader.varint());
  const files = Array.from({ length: parts.length / 2 }, () => reader.name());
  const starts = sums(terms.passages);
  const all = starts[starts.length - 1];
  const numbers = reader.varints(all);
  terms.passages.forEach((_, term) => risen(numbers.subarray(starts[term], starts[term + 1])));
  const frequencies = reader.varints(all);
  const lengths = new Uint32Array(all);
  without.forEach((without, term) => {
    if (!without) lengths.set(lengthsOf(reader.slice(terms.passages[term])), starts[term]);
  });
  const forms = Array.from(several, (held, n) =>
    reader.varints(held && frequencies.subarray(starts[n], starts[n + 1]).reduce((a, b) => a + b)),
  );
  const led = risen(reader.varints(reader.varint()));
  const shown = passages(reader.bytes.subarray(reader.at));
  const leads = new Map(shown.map((passage, n) => [led[n], passage]));
  return { terms, starts, postings: { numbers, frequencies, lengths }, without, forms, parts, files, leads };
}

/**
 * The lengths of fields, in terms.
 * @param {Uint8Array} bytes one for each
 */
export function lengthsOf(bytes) {
  return Uint32Array.from(bytes, (byte) => LENGTHS[byte]);
}

/**
 * Some of the postings.
 * @param {Postings} postings
 * @param {number} start
 * @param {number} end
 * @returns {Postings}
 */
export function part({ numbers, frequencies, lengths }, start, end) {
  return {
    numbers: numbers.subarray(start, end),
    frequencies: frequencies.subarray(start, end),
    lengths: lengths.subarray(start, end),
  };
}

/**
 * The postings of one of the words of a stem.
 * @param {Postings} postings of the stem
 * @param {Uint32Array} forms which of the words stands where; none where there is but one
 * @param {number} form
 * @returns {Postings}
 */
export function ofForm(postings, forms, form) {
  if (!forms.length) return postings;
  const { numbers, frequencies, lengths } = postings;
  const times = new Uint32Array(numbers.length);
  for (let n = 0, at = 0; n < numbers.length; n++) {
    for (const end = at + frequencies[n]; at < end; at++) if (forms[at] === form) times[n]++;
  }
  const held = (/** @type {number} */ _, /** @type {number} */ n) => times[n] > 0;
  return {
    numbers: numbers.filter(held),
    frequencies: times.filter((often) => often > 0),
    lengths: lengths.filter(held),
  };
}

/** @param {Uint8Array} bytes @returns {Uint32Array} the gaps of a file of positions */
export function positions(bytes) {
  const reader = new Reader(bytes);
  const all = Uint32Array.from(reader.slice(reader.varint()));
  for (let n = 0; n < all.length; n++) if (all[n] === 255) all[n] += reader.varint();
  return all;
}

/**
 * Who speaks: `of` holds a number for each passage, 0 where nobody is named.
 * @param {Uint8Array} bytes
 * @param {number} passages
 * @returns {{names: string[], of: Uint32Array}}
 */
export function speakers(bytes, passages) {
  const reader = new Reader(bytes);
  const names = ["", ...Array.from({ length: reader.varint() }, () => reader.text())];
  return { names, of: reader.varints(passages) };
}

/**
 * The topics: `of` holds the numbers of their names for each passage.
 * @param {Uint8Array} bytes
 * @param {number} passages
 * @returns {{names: string[], of: Uint32Array[]}}
 */
export function topics(bytes, passages) {
  const reader = new Reader(bytes);
  const names = Array.from({ length: reader.varint() }, () => reader.text());
  const counts = reader.varints(passages);
  return { names, of: Array.from(counts, (count) => reader.varints(count)) };
}

/** @param {Uint8Array} bytes @returns {Map<string, Uint8Array>} the files in a bundle */
export function bundle(bytes) {
  const reader = new Reader(bytes);
  const heads = Array.from({ length: reader.varint() }, () => [reader.text(), reader.varint()]);
  return new Map(
    heads.map(([name, length]) => [String(name), reader.slice(Number(length))]),
  );
}

/**
 * Passages, each of the document of the one before it where it names none.
 * @param {Uint8Array} bytes
 * @returns {Passage[]}
 */
export function passages(bytes) {
  const columns = UTF8.decode(bytes).split("\0");
  /** @type {string[]} */
  let document = [];
  return Array.from({ length: Math.floor(columns.length / 12) }, (_, n) => {
    const own = columns.slice(12 * n, 12 * n + 12);
    if (own[0]) document = own;
    const [address, title, kind, date, video, language] = document;
    const [anchor, heading, speaker, start, times, text] = own.slice(6);
    return {
      address: `${address}#${anchor}`,
      title,
      kind,
      date,
      video: !!video,
      language,
      heading,
      speaker,
      start: start ? Number(start) : null,
      times,
      text,
    };
  });
}

/** @param {Uint8Array} bytes */
export function json(bytes) {
  return JSON.parse(UTF8.decode(bytes));
}

/**
 * Undo raw deflate (RFC 1951).
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>}
 */
export async function inflate(bytes) {
  const parts = /** @type {BlobPart[]} */ (/** @type {unknown} */ ([bytes]));
  const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Which of two texts comes first by their code points, as Python sorts; below 0 for the
 * first. JavaScript's own order puts U+10000 and above before U+E000.
 * @param {string} one
 * @param {string} two
 */
export function compare(one, two) {
  const length = Math.min(one.length, two.length);
  for (let n = 0; n < length; n++) {
    const a = one.charCodeAt(n);
    const b = two.charCodeAt(n);
    if (a !== b) return order(a) - order(b);
  }
  return one.length - two.length;
}

/** @param {number} unit of UTF-16 */
function order(unit) {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
