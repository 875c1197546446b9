// What both engines must know, as commonplace/query/language.py says it. Written from there by
// commonplace/render/scripts.py: `pytest tests/render/test_scripts.py --update-goldens` renews it.

export const WORD_FIELDS = new Set(["author", "by", "heading", "speaker", "text", "title",
  "topic"]);
export const NAME_FIELDS = new Set(["author", "speaker", "topic"]);
export const TOGETHER = new Map([["by", ["speaker", "author"]], ["page", ["title", "about"]]]);
export const FILTERS = new Set(["after", "before", "kind", "year"]);
export const KINDS = ["post", "transcript"];
export const DEEPEST = 20;
export const SHORTEST_TYPED = 3;
export const SHORTEST_CORRECTED = 4;
export const MOST_EDITS = 2;
export const EXPLAINED = 0.25;
export const LONGEST_SHORT = 6;
export const WRITTEN = new Map([["", ["words", "speaker", "author"]], ["text", ["words"]],
  ["speaker", ["speaker"]], ["author", ["author"]], ["by", ["speaker", "author"]], ["topic",
  ["topic"]]]);
export const STOP_WORDS = new Set(["a", "about", "after", "against", "all", "also", "am", "among",
  "an", "and", "any", "anybody", "anyone", "anything", "are", "aren't", "as", "at", "be",
  "because", "been", "before", "being", "between", "both", "but", "by", "can", "can't", "cannot",
  "could", "couldn't", "did", "didn't", "do", "does", "doesn't", "doing", "don't", "done", "down",
  "during", "each", "either", "else", "ever", "every", "everybody", "everyone", "everything",
  "except", "few", "for", "from", "further", "had", "hadn't", "has", "hasn't", "have", "haven't",
  "having", "he", "he'd", "he'll", "he's", "her", "here", "hers", "herself", "him", "himself",
  "his", "how", "how's", "however", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "into", "is",
  "isn't", "it", "it's", "its", "itself", "just", "let's", "like", "many", "may", "me", "might",
  "more", "most", "much", "must", "my", "myself", "no", "nobody", "nor", "not", "nothing", "of",
  "off", "on", "once", "one", "only", "or", "other", "ought", "our", "ours", "ourselves", "out",
  "over", "own", "per", "quite", "rather", "same", "shall", "she", "she's", "should", "shouldn't",
  "since", "so", "some", "somebody", "someone", "something", "such", "than", "that", "that's",
  "the", "their", "theirs", "them", "themselves", "then", "there", "there's", "these", "they",
  "they'd", "they'll", "they're", "they've", "this", "those", "though", "through", "thus", "to",
  "too", "under", "unless", "until", "up", "upon", "us", "very", "was", "wasn't", "we", "we'd",
  "we'll", "we're", "we've", "well", "were", "weren't", "what", "what's", "whatever", "when",
  "where", "where's", "whether", "which", "whichever", "while", "who", "who's", "whoever", "whom",
  "whose", "why", "will", "with", "within", "without", "won't", "would", "wouldn't", "yet", "you",
  "you'd", "you'll", "you're", "you've", "your", "yours", "yourself", "yourselves"]);
export const LONGEST = 128;
export const MARKED = "\u0300-\u1aff\ua800-\uabff";
export const SNIPPET_LETTERS = 1000;
export const SNIPPET_WORDS = 32;
export const SPACELESS =
  "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\ud840\udc00-\ud888\udfaf";
export const NOT_LATIN = new Set(["ar", "el", "fa", "hi", "hy", "ne", "ru", "ta", "yi"]);
export const MESSAGES = {
  "UNCLOSED_QUOTE": "A quotation mark is not closed",
  "UNCLOSED_BRACKET": "A bracket is not closed",
  "UNOPENED_BRACKET": "A closing bracket has no opening bracket",
  "TOO_DEEP": "The brackets are nested too deeply",
  "LONE_FIELD": "{}: has no word after it",
  "LONE_NOT": "NOT has nothing after it",
  "NO_FIELD": "There is no field {} (the fields are after, author, before, by, heading, kind, speaker, text, title, topic, year)",
  "NO_KIND": "There is no kind {} (the kinds are post and transcript)",
  "NO_YEAR": "{} is not a year such as 2024",
  "NO_DATE": "{} is not a date such as 2024",
  "NO_LETTER": "{} needs a letter before * or ?",
  "PLAIN_WORDS": "{}, so these are searched as plain words."
};
