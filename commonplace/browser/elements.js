/**
 * Elements: made in one line each, and found where a template has put them.
 */

/** @typedef {string | number | boolean | null | undefined} Value */
/** @typedef {Node | string | null | undefined} Child */

/**
 * An element with attributes and children; text becomes text, never markup.
 *
 * An attribute that is null, undefined or false is left out; one that is true is empty.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, Value>} [attributes]
 * @param {...Child} children those that are null are left out
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
 * A button that does something when it is pressed.
 *
 * @param {() => void} press
 * @param {Record<string, Value>} attributes
 * @param {...Child} children
 * @returns {HTMLButtonElement}
 */
export function buttonFor(press, attributes, ...children) {
  const button = made("button", { type: "button", ...attributes }, ...children);
  button.addEventListener("click", press);
  return button;
}

/**
 * The elements of a kind that a selector finds, in the order of the page.
 *
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {{new (): T}} type
 * @returns {T[]}
 */
export function allOf(root, selector, type) {
  return [...root.querySelectorAll(selector)].flatMap((one) => (one instanceof type ? [one] : []));
}

/**
 * The first such element; null if there is none.
 *
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {{new (): T}} type
 * @returns {T | null}
 */
export function firstOf(root, selector, type) {
  const found = root.querySelector(selector);
  return found instanceof type ? found : null;
}

/**
 * The one element that a template promises.
 *
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {{new (): T}} type
 * @returns {T}
 */
export function promised(root, selector, type) {
  const found = firstOf(root, selector, type);
  if (!found) throw new Error(`The page has no ${selector}`);
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

/**
 * Move an element that is positioned absolutely to a place in the window.
 *
 * @param {HTMLElement} element
 * @param {number} left
 * @param {number} top
 */
export function moveTo(element, left, top) {
  const origin = (element.offsetParent ?? document.documentElement).getBoundingClientRect();
  element.style.left = `${left - origin.left}px`;
  element.style.top = `${top - origin.top}px`;
}
