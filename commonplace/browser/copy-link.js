/**
 * A button beside each time that copies the link to that turn.
 */

/** How long a button shows that it has copied, in milliseconds. */
const SHOWN = 2000;

/**
 * Put a copy button behind every time link below `root`.
 *
 * @param {Document} root
 */
export function offerCopies(root) {
  const times = root.querySelectorAll(".cp-turn .cp-time");
  if (!times.length) return;
  const status = root.createElement("p");
  status.className = "cp-said-aloud";
  status.setAttribute("role", "status");
  root.body.append(status);
  for (const time of /** @type {NodeListOf<HTMLAnchorElement>} */ (times)) {
    const button = root.createElement("button");
    button.type = "button";
    button.className = "cp-copy";
    const label = `Copy the link to ${time.textContent}`;
    button.setAttribute("aria-label", label);
    button.title = label;
    button.addEventListener("click", async () => {
      const copied = await copy(time.href);
      status.textContent = copied
        ? `Link to ${time.textContent} copied`
        : "The link could not be copied; it is in the address bar now";
      if (!copied) root.location.hash = time.hash;
      button.classList.add("cp-copied");
      button.title = status.textContent;
      setTimeout(() => {
        button.classList.remove("cp-copied");
        button.title = label;
        status.textContent = "";
      }, SHOWN);
    });
    (time.parentElement?.querySelector(".cp-watch") ?? time).after(button);
  }
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
