/**
 * Checks the forms of citation, the reader's book and its files, for tests/browser/test_keeping.py;
 * writes nothing.
 */

import assert from "node:assert/strict";

const at = (name) => import(`../../commonplace/browser/${name}`);
const { apa, bibtex, csl, markdown, quote, ris } = await at("keeping/citations.js");
const { shelf, keptFrom, ShelfError } = await at("book/shelf.js");
const { asJson, asMarkdown, passagesIn } = await at("book/exchange.js");
const { grouped, having } = await at("book/groups.js");

const source = {
  title: "Ponds & other waters_of 100 %",
  authors: ["Ada van der Veer", "Bo Li", "Plumb"],
  date: "2024-05-03",
  site: "Pond Notes",
  address: "https://pond.example/transcripts/ponds/",
  topics: ["Ponds"],
  spoken: true,
};
const quoted = {
  source,
  anchor: "t-00-12-30",
  link: "https://pond.example/transcripts/ponds/#t-00-12-30",
  speaker: "Ada van der Veer",
  time: "12:30",
  words: "Still *water*.\nIt runs deep.",
};
const bare = { ...quoted, speaker: "", time: "", source: { ...source, authors: [], date: "", site: "", spoken: false } };

assert.equal(
  quote(quoted),
  "“Still *water*.\nIt runs deep.”\n— Ada van der Veer, Ponds & other waters_of 100 %, 12:30, 3 May 2024\n" + quoted.link,
);
assert.equal(
  markdown(quoted),
  "> Still \\*water\\*.\n>\n> It runs deep.\n>\n> — [Ada van der Veer](<https://pond.example/transcripts/ponds/#t-00-12-30>)," +
    " Ponds & other waters\\_of 100 %, 12:30, 3 May 2024",
);
assert.equal(
  apa(quoted),
  "van der Veer, A., Li, B., & Plumb. (2024, May 3). Ponds & other waters_of 100 % [Transcript]" +
    ` (Ada van der Veer, 12:30). Pond Notes. ${quoted.link}`,
);
assert.equal(apa(bare), `Ponds & other waters_of 100 %. (n.d.). ${quoted.link}`);
assert.equal(
  bibtex(quoted),
  `@misc{ponds-t-00-12-30,
  author = {{Ada van der Veer} and {Bo Li} and {Plumb}},
  title = {{Ponds \\& other waters\\_of 100 \\%}},
  year = {2024},
  month = {5},
  day = {3},
  howpublished = {Pond Notes},
  note = {at 12:30, said by Ada van der Veer},
  url = {${quoted.link}},
}`,
);
assert.match(bibtex({ ...quoted, source: { ...source, title: "a{b}\\c" } }), /\{\{a\\\{b\\\}\\textbackslash\{\}c\}\}/);
assert.equal(
  ris(quoted),
  `TY  - SOUND
AU  - van der Veer, Ada
AU  - Li, Bo
AU  - Plumb
TI  - Ponds & other waters_of 100 %
T2  - Pond Notes
PY  - 2024
DA  - 2024/05/03
N1  - Ada van der Veer, 12:30
AB  - Still *water*. It runs deep.
UR  - ${quoted.link}
ER  - `,
);
const [described] = JSON.parse(csl({ ...quoted, source: { ...source, date: "2024-05" } }));
assert.deepEqual(described.issued, { "date-parts": [[2024, 5]] });
assert.deepEqual(described.author[0], { family: "van der Veer", given: "Ada" });
assert.deepEqual(described.author[2], { literal: "Plumb" });
// Whatever is not known is left out, and no form has two spaces, empty brackets or "undefined".
for (const form of [quote, markdown, apa, bibtex, csl]) {
  assert.doesNotMatch(form(bare).replace(/^ +/gm, ""), /undefined|\(\)|, ,| {2}|\{\}/, form.name);
}

// A book remembers, forgets, and leaves alone what is another site's or nobody's.
class Held {
  map = new Map();
  get length() {
    return this.map.size;
  }
  key(n) {
    return [...this.map.keys()][n] ?? null;
  }
  getItem(name) {
    return this.map.get(name) ?? null;
  }
  setItem(name, value) {
    this.map.set(name, value);
  }
  removeItem(name) {
    this.map.delete(name);
  }
}
const letters = ["a", "Ä", "\n", "-->", "\"", "> ", "— [", "# ", "<!-- kept {} -->", "\\u003e", "水", "\ud800", " "];
let seed = 7;
const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
const text = (most) => Array.from({ length: 1 + random(most) }, () => letters[random(letters.length)]).join("");
const words = () => `w${text(9)}`.replace(/\n+/g, "\n").trim();
const made = () => ({
  address: `posts/${random(9)}/#p-${random(99)}`,
  title: `t${text(4)}`.replace(/\n/g, " "),
  date: "2024-05",
  speaker: text(2).replace(/\n/g, " "),
  time: "",
  topics: [text(2), "Ponds"],
  words: words().replace(/^(?:<!--|— )/gm, "x"),
  note: random(2) ? `n${text(5)}`.replace(/<!-- kept/g, "x").trim() : "",
  saved: `2026-01-0${1 + random(9)}T00:00:00.000Z`,
});
const storage = new Held();
const mine = shelf("https://x.example/a/", storage);
storage.setItem("commonplace:book:/b/ x", "{}");
storage.setItem("commonplace:book:/a/ odd", "not JSON");
const all = Array.from({ length: 300 }, made);
for (const one of all) mine.keep(one);
const unlike = new Map(all.map((one) => [`${one.address} ${one.words}`, one]));
assert.equal(mine.all().length, unlike.size);
for (const one of unlike.values()) assert.deepEqual(mine.find(one), one);
const saved = mine.all().map((one) => one.saved);
assert.deepEqual(saved, [...saved].sort().reverse());
assert.deepEqual(shelf("https://x.example/b/", storage).all(), []);

// What is taken out comes back, whatever words and notes it has.
const well = mine.all().filter((one) => one.words.isWellFormed() && one.note.isWellFormed());
const link = (address) => `https://x.example/a/${address}`;
assert.deepEqual(passagesIn(asJson(mine.all(), "Pond")), mine.all());
const back = passagesIn(asMarkdown(well, "Pond", link));
assert.equal(back.length, well.length);
back.forEach((one, n) => assert.deepEqual(one, well[n]));
assert.deepEqual(passagesIn(asMarkdown(well, "Pond", link).replaceAll("\n", "\r\n")).length, well.length);
for (const [bad, why] of [
  ["", /no passages/],
  ["# A shopping list", /no passages/],
  ['{"a": 1}', /not a commonplace book/],
  ['{"format"', /damaged/],
  ['{"format": "commonplace-book", "version": 99, "passages": [1]}', /newer version/],
]) {
  assert.throws(() => passagesIn(bad), why);
}
for (const odd of [null, 1, [], {}, { address: 1, words: "a" }, { address: "a" }]) assert.equal(keptFrom(odd), null);
assert.deepEqual(keptFrom({ address: "a", words: "b", topics: [1, "x"], evil: 1 }).topics, ["x"]);

// Every passage is in a group, and a search finds those that have all its words.
for (const by of ["document", "topic", "saved"]) {
  const found = new Set(grouped(all, by).flatMap(([, passages]) => passages));
  assert.equal(found.size, all.length, by);
}
assert.deepEqual(having([{ ...all[0], words: "Ärger im Teich" }], "arger TEICH").length, 1);
assert.deepEqual(having([{ ...all[0], words: "Ärger im Teich" }], "teich nowhere"), []);

for (const one of unlike.values()) mine.remove(one);
assert.deepEqual(mine.all(), []);
assert.equal(storage.length, 2);
storage.setItem = () => {
  throw new Error("QuotaExceededError");
};
assert.throws(() => mine.keep(all[0]), ShelfError);
