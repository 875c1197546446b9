// Decoding the files of the search index; docs/search-format.md describes them.
// Pure functions: bytes in, records out.

/**
 * A part of the dictionary: term `n` is `texts[n]` in the field `fields[n]`.
 * @typedef {object} Shard
 * @property {string[]} texts
 * @property {Uint32Array} fields number of the field in the manifest's order
 * @property {Uint32Array} passages how many passages hold the term
 * @property {Uint32Array} frequencies the same as the ranking counts them
 * @property {PostingsRow[]} postings
 * @property {PositionsRow[]} positions
 */

/** @typedef {{name: string, first: number, terms: number}} PostingsRow */

/**
 * `postings` is 0 where the file holds its terms whole; otherwise the file holds the
 * positions for that many postings of the term `first`, from posting `skipped` on.
 * @typedef {{name: string, first: number, terms: number, skipped: number, postings: number}}
 *   PositionsRow
 */

/** @typedef {{numbers: Uint32Array, frequencies: Uint32Array, lengths: Uint32Array}} Postings */

/**
 * Where passages lie: file `n` holds the passages from `starts[n]` to `starts[n + 1]`.
 * @typedef {object} Directory
 * @property {Uint32Array} starts
 * @property {string[]} names
 * @property {{kind: string, date: string, first: number, last: number}[]} documents
 */

/** What the byte stands for in which Whoosh keeps the length of a field. */
const LENGTHS = Uint32Array.from({ length: 256 }, (_, n) => Math.round((1.033 ** n - 1) * 27));

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
      if (this.at >= this.bytes.length) throw new Error("A file of the index ends too early");
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
    if (this.at + count > this.bytes.length) throw new Error("A file of the index ends too early");
    return this.bytes.subarray(this.at, (this.at += count));
  }

  /** A text behind the number of its bytes. */
  text() {
    return UTF8.decode(this.slice(this.varint()));
  }

  /** The name of a file, kept as eight bytes. */
  name() {
    return Array.from(this.slice(8), (byte) => byte.toString(16).padStart(2, "0")).join("");
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

/** @param {Uint8Array} bytes @returns {Shard} */
export function shard(bytes) {
  const reader = new Reader(bytes);
  const count = reader.varint();
  const texts = reader.frontCoded(count);
  const fields = reader.varints(count);
  const passages = reader.varints(count);
  const frequencies = reader.varints(count).map((more, n) => more + passages[n]);
  /** @type {PostingsRow[]} */
  const postings = [];
  for (let rows = reader.varint(), first = 0; rows > 0; rows--) {
    const terms = reader.varint();
    postings.push({ name: reader.name(), first, terms });
    first += terms;
  }
  /** @type {PositionsRow[]} */
  const positions = [];
  for (let rows = reader.varint(), next = 0, skipped = 0; rows > 0; rows--) {
    const terms = reader.varint();
    const held = reader.varint();
    if (terms) skipped = 0;
    const first = terms ? next : next - 1;
    positions.push({ name: reader.name(), first, terms, skipped, postings: held });
    next += terms;
    skipped += held;
  }
  return { texts, fields, passages, frequencies, postings, positions };
}

/**
 * The postings of each term of a file.
 * @param {Uint8Array} bytes
 * @param {Uint32Array} counts how many passages hold each of its terms
 * @returns {Postings[]}
 */
export function postings(bytes, counts) {
  const reader = new Reader(bytes);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const numbers = reader.varints(total);
  const frequencies = reader.varints(total);
  const lengths = Uint32Array.from(reader.slice(total), (byte) => LENGTHS[byte]);
  let start = 0;
  return Array.from(counts, (count) => {
    const end = start + count;
    for (let n = start + 1; n < end; n++) numbers[n] += numbers[n - 1];
    const found = {
      numbers: numbers.subarray(start, end),
      frequencies: frequencies.subarray(start, end),
      lengths: lengths.subarray(start, end),
    };
    start = end;
    return found;
  });
}

/**
 * The bytes of each term in a file that holds the positions of several terms.
 * @param {Uint8Array} bytes
 * @param {number} terms
 * @returns {Uint8Array[]}
 */
export function positionsOfTerms(bytes, terms) {
  const reader = new Reader(bytes);
  return Array.from(reader.varints(terms), (length) => reader.slice(length));
}

/**
 * The positions in each passage.
 * @param {Uint8Array} bytes
 * @param {Uint32Array} frequencies how many there are in each
 * @returns {Uint32Array[]}
 */
export function positions(bytes, frequencies) {
  const reader = new Reader(bytes);
  return Array.from(frequencies, (frequency) => {
    const found = reader.varints(frequency);
    for (let n = 1; n < frequency; n++) found[n] += found[n - 1];
    return found;
  });
}

/** @param {Uint8Array} bytes @returns {Directory} */
export function directory(bytes) {
  const reader = new Reader(bytes);
  const count = reader.varint();
  const kinds = Array.from({ length: reader.varint() }, () => reader.text());
  const kind = reader.varints(count);
  const dates = Array.from({ length: count }, () => reader.text());
  const files = reader.varints(count);
  const total = files.reduce((sum, more) => sum + more, 0);
  const starts = new Uint32Array(total + 1);
  for (let n = 0; n < total; n++) starts[n + 1] = starts[n] + reader.varint();
  /** @type {string[]} */
  const names = [];
  const documents = dates.map((date, n) => {
    const first = starts[names.length];
    const stem = reader.name();
    for (let file = 0; file < files[n]; file++) names.push(`${stem}-${file}`);
    return { kind: kinds[kind[n]], date, first, last: starts[names.length] };
  });
  return { starts, names, documents };
}

/** @param {Uint8Array} bytes @returns {Map<string, Uint8Array>} the files in a bundle */
export function bundle(bytes) {
  const reader = new Reader(bytes);
  const heads = Array.from({ length: reader.varint() }, () => [reader.text(), reader.varint()]);
  return new Map(
    heads.map(([name, length]) => [String(name), reader.slice(Number(length))]),
  );
}

/** @param {Uint8Array} bytes @returns {any[]} */
export function leaf(bytes) {
  return JSON.parse(UTF8.decode(bytes));
}

/**
 * Undo raw deflate (RFC 1951).
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>}
 */
export async function inflate(bytes) {
  const part = /** @type {BlobPart} */ (/** @type {unknown} */ (bytes));
  const stream = new Blob([part]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Which of two texts comes first by their code points, as Python sorts; below 0 for the
 * first. JavaScript's own order puts U+10000 and above in front of U+E000.
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
