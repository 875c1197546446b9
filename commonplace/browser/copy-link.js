/**
 * A button beside each time that copies the link to that turn.
 */

import { allOf, buttonFor, made } from "./elements.js";

/** How long a button shows that it has copied, in milliseconds. */
const SHOWN = 2000;

/**
 * Put a copy button after every time link below `root`.
 *
 * @param {Document} root
 */
export function offerCopies(root) {
  const times = allOf(root, ".cp-turn .cp-time", HTMLAnchorElement);
  if (!times.length) return;
  const status = made("p", { class: "cp-said-aloud", role: "status" });
  root.body.append(status);
  for (const time of times) {
    const button = copyButton(time, status);
    (time.parentElement?.querySelector(".cp-watch") ?? time).after(button);
  }
}

/**
 * @param {HTMLAnchorElement} time whose link it copies
 * @param {HTMLElement} status that says whether it did
 */
function copyButton(time, status) {
  const label = `Copy the link to ${time.textContent}`;
  const press = async () => {
    const copied = await copy(time.href);
    status.textContent = copied
      ? `Link to ${time.textContent} copied`
      : "The link could not be copied; it is in the address bar now";
    if (!copied) location.hash = time.hash;
    button.classList.add("cp-copied");
    button.title = status.textContent;
    setTimeout(() => {
      button.classList.remove("cp-copied");
      button.title = label;
      status.textContent = "";
    }, SHOWN);
  };
  const button = buttonFor(press, { class: "cp-copy", "aria-label": label, title: label });
  return button;
}

/**
 * Put a text on the clipboard. Browsers refuse that to some pages, for instance
 * to those that come from a disk.
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
