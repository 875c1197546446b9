// Texts that readers see. A build puts those of the site's language in the place of each, by
// commonplace/render/script_texts.py, so that none of this is in a script. What stands between
// ${ and } in such a text is a plain name, by which translations call it.

/** The language of numbers and dates. */
export const LOCALE = "en";

/**
 * A text: t`Play from ${time}`.
 * @param {TemplateStringsArray} parts
 * @param {...(string | number)} values
 */
export function t(parts, ...values) {
  return String.raw({ raw: parts }, ...values);
}

/**
 * The text that fits a number, of one and of several: many(count)`${n} passage|${n} passages`.
 * @param {number} count
 */
export function many(count) {
  return (/** @type {TemplateStringsArray} */ parts, /** @type {(string | number)[]} */ ...values) =>
    t(parts, ...values).split("|")[count === 1 ? 0 : 1];
}
