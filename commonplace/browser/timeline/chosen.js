/**
 * What a list is narrowed down to, as its address says it: `?kind=cited&topic=rlhf`.
 */

/**
 * A kind of event or work, the slugs of a topic, of a person who is named, and of one whose
 * words it is, and the document that cites it; empty if there is none.
 *
 * @typedef {object} Chosen
 * @property {string} kind
 * @property {string} topic
 * @property {string} person
 * @property {string} said
 * @property {string} document
 */

/** @type {(keyof Chosen)[]} */
export const NAMES = ["kind", "topic", "person", "said", "document"];

/**
 * @param {string} query the part of an address after the path, `?` and all
 * @returns {Chosen}
 */
export function chosenIn(query) {
  const values = new URLSearchParams(query);
  const chosen = { kind: "", topic: "", person: "", said: "", document: "" };
  for (const name of NAMES) chosen[name] = (values.get(name) ?? "").trim();
  return chosen;
}

/**
 * The address for what is chosen, relative to the page; empty for everything.
 *
 * @param {Chosen} chosen
 * @returns {string}
 */
export function addressOf(chosen) {
  const values = new URLSearchParams();
  for (const name of NAMES) if (chosen[name]) values.set(name, chosen[name]);
  const query = values.toString();
  return query && `?${query}`;
}

/**
 * Whether an event or a work has everything that is chosen.
 *
 * @param {HTMLElement} element
 * @param {Chosen} chosen
 * @returns {boolean}
 */
export function has(element, chosen) {
  const { kind, topics, people, said, documents } = element.dataset;
  const own = { kind, topic: topics, person: people, said, document: documents };
  return NAMES.every((name) => !chosen[name] || (own[name] ?? "").split(" ").includes(chosen[name]));
}
