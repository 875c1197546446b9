/**
 * Elements, made in one line each.
 */

/** @typedef {string | number | boolean | null | undefined} Value */

/**
 * An element with attributes and children; text becomes text, never markup.
 *
 * An attribute that is null, undefined or false is left out; one that is true is empty.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, Value>} [attributes]
 * @param {...(Node | string | null | undefined)} children those that are null are left out
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(attribute, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * The one element that a template promises.
 *
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {{new (): T}} type
 * @returns {T}
 */
export function promised(root, selector, type) {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}`);
  return found;
}

/**
 * Whether somebody is writing in an element, so that letters are not commands.
 *
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
export function isWriting(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
