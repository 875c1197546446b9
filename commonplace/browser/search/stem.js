/**
 * English stems: Snowball's English stemmer, also called Porter2, as of Snowball 3.1.
 *
 * The rules are those of https://snowballstem.org/algorithms/english/stemmer.html. A
 * word passes through nine small steps, each of which looks at its end. Most of them
 * act only where the ending is in one of two regions:
 *
 * - R1 is what follows the first non-vowel after a vowel: in `beautiful` it is `iful`.
 * - R2 is the same once more, within R1: in `beautiful` it is `ul`.
 *
 * A `y` that acts as a consonant is written `Y` on the way. commonplace/analysis/
 * takes its stems from the package snowballstemmer; tests/export/test_twins.py holds the two
 * together.
 */

/**
 * Where the regions R1 and R2 begin, found once, before the steps shorten the word.
 *
 * @typedef {{r1: number, r2: number}} Regions
 */

/**
 * Words that the rules would spoil, and their stems.
 *
 * @type {Map<string, string>}
 */
const EXCEPTIONS = new Map([
  ["skis", "ski"],
  ["skies", "sky"],
  ["idly", "idl"],
  ["gently", "gentl"],
  ["ugly", "ugli"],
  ["early", "earli"],
  ["only", "onli"],
  ["singly", "singl"],
  ...["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"].map(itself),
]);

/** Beginnings after which R1 starts, so that `general` and `generate` stay apart. */
const BEGINNINGS = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/;

/** The endings of step 1b, the longest first. */
const PARTICIPLES = ["eedly", "ingly", "edly", "eed", "ing", "ed"];

/** What step 2 puts in the place of an ending in R1. */
const DERIVATIONS = byLength({
  tional: "tion",
  enci: "ence",
  anci: "ance",
  abli: "able",
  entli: "ent",
  izer: "ize",
  ization: "ize",
  ational: "ate",
  ation: "ate",
  ator: "ate",
  alism: "al",
  aliti: "al",
  alli: "al",
  fulness: "ful",
  fulli: "ful",
  ousli: "ous",
  ousness: "ous",
  iveness: "ive",
  iviti: "ive",
  biliti: "ble",
  bli: "ble",
  ogi: "og", // only behind an l: `analogi`, not `bogi`
  ogist: "og",
  lessli: "less",
  li: "", // only behind one of the letters cdeghkmnrt
});

/** What step 3 puts in the place of an ending in R1. */
const QUALITIES = byLength({
  tional: "tion",
  ational: "ate",
  alize: "al",
  icate: "ic",
  iciti: "ic",
  ical: "ic",
  ful: "",
  ness: "",
  ative: "", // only in R2
});

/** What step 4 removes from R2. */
const REMAINDERS = byLength({
  ...{ al: "", ance: "", ence: "", er: "", ic: "", able: "", ible: "", ant: "", ement: "" },
  ...{ ment: "", ent: "", ism: "", ate: "", iti: "", ous: "", ive: "", ize: "" },
  ion: "", // only behind an s or a t
});

/**
 * The stem of a token.
 *
 * `reasoning` becomes `reason`, `organizations` becomes `organiz`, `5.2` stays.
 *
 * @param {string} token in lower case
 * @returns {string}
 */
export function stem(token) {
  const exception = EXCEPTIONS.get(token);
  if (exception !== undefined) return exception;
  if ([...token].length < 3) return token;
  let word = withMarkedY(token.replace(/^'/, ""));
  const regions = regionsOf(word);
  word = withoutPossessive(word);
  word = withoutPlural(word);
  word = withoutParticiple(word, regions);
  word = withFinalI(word);
  word = withSimplerDerivation(word, regions);
  word = withSimplerQuality(word, regions);
  word = withoutRemainder(word, regions);
  word = withoutFinalLetter(word, regions);
  return word.replaceAll("Y", "y");
}

/**
 * The word with `Y` for each `y` that is a consonant: at the beginning or after a vowel.
 *
 * @param {string} word
 */
function withMarkedY(word) {
  return word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
}

/**
 * @param {string} word
 * @returns {Regions}
 */
function regionsOf(word) {
  const beginning = BEGINNINGS.exec(word);
  const r1 = beginning ? beginning[0].length : behindSyllable(word, 0);
  return { r1, r2: behindSyllable(word, r1) };
}

/**
 * The place after the first non-vowel that follows a vowel; the word's end where
 * there is none.
 *
 * @param {string} word
 * @param {number} from
 */
function behindSyllable(word, from) {
  const found = /[aeiouy][^aeiouy]/u.exec(word.slice(from));
  return found ? from + found.index + found[0].length : word.length;
}

/**
 * Whether a word ends in a short syllable, one that wants its `e` back: `hop` of
 * `hoping`, `us` of `using`, and `past` of `pasted`.
 *
 * @param {string} word
 */
function endsShort(word) {
  return /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$/u.test(word);
}

/**
 * Step 1a, first half: `'`, `'s` and `'s'` go.
 *
 * @param {string} word
 */
function withoutPossessive(word) {
  return word.replace(/(?:'s'|'s|')$/, "");
}

/**
 * Step 1a, second half: `sses` becomes `ss`; `ied` and `ies` become `i`, or `ie` after
 * a single letter (`cries`, `ties`); `us` and `ss` stay; any other `s` goes where there
 * is a vowel before the letter before it (`gaps`, not `gas` nor `this`).
 *
 * @param {string} word
 */
function withoutPlural(word) {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, /..ie[ds]$/u.test(word) ? -2 : -1);
  if (/[us]s$/.test(word)) return word;
  return /[aeiouy].+s$/u.test(word) ? word.slice(0, -1) : word;
}

/**
 * Step 1b: `eed` and `eedly` become `ee` in R1, but not in `proceed` and its like. `ed`,
 * `edly`, `ing` and `ingly` go where there is a vowel before them. Nouns such as
 * `evening` stay, and `dying` becomes `die`.
 *
 * @param {string} word
 * @param {Regions} regions
 */
function withoutParticiple(word, { r1 }) {
  const ending = PARTICIPLES.find((one) => word.endsWith(one));
  if (!ending) return word;
  const rest = word.slice(0, -ending.length);
  if (ending.startsWith("eed")) {
    return rest.length >= r1 && !/^(?:succ|proc|exc)$/.test(rest) ? `${rest}ee` : word;
  }
  if (ending === "ing") {
    if (/^(?:even|cann|inn|earr|herr|out)$/.test(rest)) return word;
    if (/^[^aeiouy]y$/u.test(rest)) return `${rest.slice(0, -1)}ie`;
  }
  return /[aeiouy]/.test(rest) ? mended(rest, r1) : word;
}

/**
 * A verb as it was before its `ed` or `ing`: an `e` returns after `at`, `bl` and `iz`
 * and to a short word; of a double letter one goes (`hopp`, but not `add`, `egg`, `off`).
 *
 * @param {string} rest
 * @param {number} r1
 */
function mended(rest, r1) {
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) {
    return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
  }
  return rest.length === r1 && endsShort(rest) ? `${rest}e` : rest;
}

/**
 * Step 1c: a final `y` becomes `i` after a non-vowel that does not begin the word
 * (`cry`, not `by` nor `say`).
 *
 * @param {string} word
 */
function withFinalI(word) {
  return /.[^aeiouy][yY]$/u.test(word) ? `${word.slice(0, -1)}i` : word;
}

/**
 * Step 2: derived endings in R1 become simpler ones, such as `ization` `ize`.
 *
 * @param {string} word
 * @param {Regions} regions
 */
function withSimplerDerivation(word, { r1 }) {
  const { ending, rest, instead } = endingOf(word, DERIVATIONS);
  if (rest.length < r1) return word;
  if (ending === "ogi" && !rest.endsWith("l")) return word;
  if (ending === "li" && !/[cdeghkmnrt]$/.test(rest)) return word;
  return rest + instead;
}

/**
 * Step 3: `ful` and `ness` go from R1, `ative` from R2, and others become simpler.
 *
 * @param {string} word
 * @param {Regions} regions
 */
function withSimplerQuality(word, { r1, r2 }) {
  const { ending, rest, instead } = endingOf(word, QUALITIES);
  return rest.length < (ending === "ative" ? r2 : r1) ? word : rest + instead;
}

/**
 * Step 4: what is still an ending goes from R2.
 *
 * @param {string} word
 * @param {Regions} regions
 */
function withoutRemainder(word, { r2 }) {
  const { ending, rest } = endingOf(word, REMAINDERS);
  if (rest.length < r2 || (ending === "ion" && !/[st]$/.test(rest))) return word;
  return rest;
}

/**
 * Step 5: a final `e` goes from R2, and from R1 except after a short syllable; of a
 * final `ll` in R2 one goes.
 *
 * @param {string} word
 * @param {Regions} regions
 */
function withoutFinalLetter(word, { r1, r2 }) {
  const rest = word.slice(0, -1);
  const gone = word.endsWith("e")
    ? rest.length >= r2 || (rest.length >= r1 && !endsShort(rest))
    : word.endsWith("ll") && rest.length >= r2;
  return gone ? rest : word;
}

/**
 * The longest of some endings that a word has, what is before it, and what is to
 * stand in its place; an empty ending where the word has none of them.
 *
 * @param {string} word
 * @param {[string, string][]} endings
 */
function endingOf(word, endings) {
  const [ending, instead] = endings.find(([one]) => word.endsWith(one)) ?? ["", ""];
  return { ending, rest: word.slice(0, word.length - ending.length), instead };
}

/**
 * Endings and what replaces them, the longest ending first.
 *
 * @param {Record<string, string>} endings
 */
function byLength(endings) {
  return Object.entries(endings).sort(([one], [two]) => two.length - one.length);
}

/**
 * @param {string} word
 * @returns {[string, string]}
 */
function itself(word) {
  return [word, word];
}
