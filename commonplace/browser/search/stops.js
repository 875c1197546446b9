// Which words a query leaves out: the twin of `of_query` in commonplace/analysis/stop_words.py. It
// is in the scripts of the stemmers, with the words of their languages.

/**
 * The words that a query leaves out beside others, by the language that it is in.
 * @param {string[]} words
 * @param {Set<string>} english
 * @param {string[]} languages
 * @param {string} main the language of most passages, empty for English
 * @param {Record<string, Map<string, number>>} stops by language how much each word tells of it
 * @returns {{has: (word: string) => boolean}}
 */
export function ofQuery(words, english, languages, main, stops) {
  /** @type {{has: (word: string) => boolean}} */
  let best = english;
  let most = count(words, english) + (main ? 0 : 0.5);
  for (const language of languages) {
    const own = stops[language];
    const others = [...new Set(words)].filter((word) => !english.has(word));
    const told = others.reduce((sum, word) => sum + (own.get(word) ?? 0), 0);
    const counted = count(words, own) + (language === main ? 0.5 : 0);
    if (counted > most && (language === main || told >= 1)) {
      best = own;
      most = counted;
    }
  }
  return best;
}

/**
 * How much each word tells, from words by that.
 * @param {[number, string][]} told
 * @returns {Map<string, number>}
 */
export function table(told) {
  return new Map(told.flatMap(([much, words]) => words.split(" ").map((word) => [word, much])));
}

/**
 * @param {string[]} words
 * @param {{has: (word: string) => boolean}} some
 */
function count(words, some) {
  return words.filter((word) => some.has(word)).length;
}
