/**
 * What the search page shows, as its address says it: `?q=reward&year=2024`.
 */

/**
 * A query, the chosen value of each facet, and the order; empty if there is none.
 *
 * @typedef {object} Asked
 * @property {string} q
 * @property {string} kind
 * @property {string} year
 * @property {string} speaker
 * @property {string} topic
 * @property {string} sort `newest` or `oldest`; empty is by relevance
 */

/** @typedef {"kind" | "year" | "speaker" | "topic"} Facet */

/** @type {Facet[]} */
export const FACETS = ["kind", "year", "speaker", "topic"];

/** @type {(keyof Asked)[]} */
const KEYS = ["q", ...FACETS, "sort"];
const SORTS = ["newest", "oldest"];

/**
 * @param {string} query the part of an address after the path, `?` and all
 * @returns {Asked}
 */
export function askedIn(query) {
  const values = new URLSearchParams(query);
  /** @type {Asked} */
  const asked = { q: "", kind: "", year: "", speaker: "", topic: "", sort: "" };
  for (const key of KEYS) asked[key] = (values.get(key) ?? "").trim();
  if (!SORTS.includes(asked.sort)) asked.sort = "";
  return asked;
}

/**
 * The address for what is asked, relative to the search page.
 *
 * @param {Partial<Asked>} asked
 * @returns {string}
 */
export function addressOf(asked) {
  const values = new URLSearchParams();
  for (const key of KEYS) if (asked[key]) values.set(key, asked[key]);
  const query = values.toString();
  return query ? `?${query}` : "";
}

/**
 * The facets' values that are chosen, as the engine wants them.
 *
 * @param {Asked} asked
 * @returns {Partial<Record<Facet, string>>}
 */
export function chosenIn(asked) {
  return Object.fromEntries(FACETS.filter((name) => asked[name]).map((name) => [name, asked[name]]));
}
