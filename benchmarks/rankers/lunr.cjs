/**
 * Answers questions with lunr, any of the words, for lunr.py.
 *
 *     node lunr.cjs LUNR.JS DEPTH < {"documents": …, "questions": …} > [[id, …], …]
 */

const { readFileSync } = require("node:fs");

const lunr = require(process.argv[2]);
const depth = Number(process.argv[3]);
const { documents, questions } = JSON.parse(readFileSync(0, "utf8"));

const index = lunr(function () {
  this.ref("id");
  this.field("title");
  this.field("text");
  for (const document of documents) this.add(document);
});

// Terms and not a query string, in which "-" and ":" would mean something; trimmed as the
// words of the documents are, which lunr leaves out for queries and is better with.
const answers = questions.map((question) =>
  index
    .query((query) => query.term(lunr.tokenizer(question).map((token) => lunr.trimmer(token))))
    .slice(0, depth)
    .map(({ ref }) => ref),
);
process.stdout.write(JSON.stringify(answers));
