/**
 * What the timeline is narrowed down to, as its address says it: `?kind=cited&topic=rlhf`.
 */

/**
 * A kind of event, and the slugs of a topic, of a person who is named, and of one whose
 * words it is; empty if there is none.
 *
 * @typedef {object} Chosen
 * @property {string} kind
 * @property {string} topic
 * @property {string} person
 * @property {string} said
 */

/** @type {(keyof Chosen)[]} */
export const NAMES = ["kind", "topic", "person", "said"];

/**
 * @param {string} query the part of an address after the path, `?` and all
 * @returns {Chosen}
 */
export function chosenIn(query) {
  const values = new URLSearchParams(query);
  const chosen = { kind: "", topic: "", person: "", said: "" };
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
 * Whether an event has everything that is chosen.
 *
 * @param {HTMLElement} event
 * @param {Chosen} chosen
 * @returns {boolean}
 */
export function has(event, chosen) {
  const { kind, topics = "", people = "", said = "" } = event.dataset;
  return (
    (!chosen.kind || chosen.kind === kind) &&
    (!chosen.topic || topics.split(" ").includes(chosen.topic)) &&
    (!chosen.person || people.split(" ").includes(chosen.person)) &&
    (!chosen.said || said.split(" ").includes(chosen.said))
  );
}
