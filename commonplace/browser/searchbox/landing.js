/**
 * Where a hit leads: the passage, with the words marked that were searched for, and its
 * video at that second.
 *
 * `?h=reward+model` in the address has the words, `&at=741` the second at which they are
 * said, where that is not the passage's own, and `&play` asks for the video to play.
 */

import { clock } from "../clock.js";
import { facade } from "../video.js";
import { made } from "../elements.js";
import { markPassage, unmark } from "./marks.js";
import { shortTime } from "./phrases.js";
import { t } from "../texts.js";

/** @typedef {import("../search/client.js").Client} Client */

/**
 * Mark the passage that the address names, and offer its video.
 *
 * @param {{base: string, client: Client}} site
 */
export async function landOnPassage({ base, client }) {
  const values = new URLSearchParams(location.search);
  const passage = landed();
  if (!passage || !(values.has("h") || values.has("play"))) return;
  const dock = dockFor(passage, secondIn(values.get("at")));
  // A link from elsewhere may ask for the video, but only a click on this site starts it.
  if (values.has("play") && document.referrer.startsWith(base)) dock?.play();
  forget("play"); // so that coming back does not start it again
  const query = values.get("h")?.trim();
  if (!query) return;
  try {
    const marks = await markPassage(passage, query, client);
    if (marks.length) offerToUnmark(passage, marks);
  } catch {
    // The passage is there, and lit; nobody came for the marks.
  }
}

/** @returns {HTMLElement | null} the passage that the address names */
function landed() {
  try {
    const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return found?.matches(".cp-passage, .cp-turn") ? found : null;
  } catch {
    return null; // a stray per cent sign
  }
}

/** @param {string} name of a value that the address is to lose */
function forget(name) {
  const url = new URL(location.href);
  url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
}

/**
 * A button that takes the marks away, as Escape does.
 *
 * @param {HTMLElement} passage
 * @param {HTMLElement[]} marks
 */
function offerToUnmark(passage, marks) {
  const button = made(
    "button",
    {
      type: "button",
      class: "cp-unmark",
      "aria-label": t`Clear highlights`,
      title: t`Clear highlights (Escape)`,
    },
  );
  const clear = () => {
    unmark(marks);
    button.remove();
    removeEventListener("keydown", escape);
    forget("h");
  };
  const escape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && !event.defaultPrevented) clear();
  };
  button.addEventListener("click", clear);
  addEventListener("keydown", escape);
  addEventListener("hashchange", clear, { once: true });
  passage.prepend(button);
}

/** @param {string | null} value @returns {number | null} a second, if it is one */
function secondIn(value) {
  return value !== null && /^\d{1,8}$/.test(value) ? Number(value) : null;
}

/**
 * The video of a passage in a corner of the page, waiting for a click.
 *
 * @param {HTMLElement} passage
 * @param {number | null} second to begin at; null for that of the passage
 * @returns {{play: () => void} | null} null where it has none that we can play
 */
function dockFor(passage, second) {
  const film = filmOf(passage, second !== null);
  if (!film) return null;
  const start = second ?? film.start;
  const title = document.querySelector("h1")?.firstChild?.textContent?.trim() || t`Video`;
  const time = shortTime(clock(start));
  const words = t`Play from ${time}`;
  const button = facade(document, film.key, title, { start, words });
  if (!button) return null;
  const close = made("button", { type: "button", class: "cp-dock-close", "aria-label": t`Close the video` });
  const dock = made("aside", { class: "cp-dock", "aria-label": t`Video` }, button, close);
  close.addEventListener("click", () => dock.remove());
  document.body.append(dock);
  return { play: () => button.click() };
}

/**
 * The video of a passage, from its own time on.
 *
 * @param {HTMLElement} passage
 * @param {boolean} anywhere whether that of the page will do
 */
function filmOf(passage, anywhere) {
  const links = [
    ...passage.querySelectorAll(".cp-watch"),
    ...(anywhere ? document.querySelectorAll(".cp-watch, .cp-facts a") : []),
  ];
  const films = links.map((link) => (link instanceof HTMLAnchorElement ? filmAt(link.href) : null));
  return films.find((film) => film !== null) ?? null;
}

/**
 * The video that an address leads to and the second that it names, as
 * commonplace/markup/video.py writes it; null for any other address.
 *
 * @param {string} address
 * @returns {{key: string, start: number} | null}
 */
export function filmAt(address) {
  const url = new URL(address);
  const start = Number.parseInt(url.searchParams.get("t") ?? url.hash.replace("#t=", ""), 10) || 0;
  const id = url.searchParams.get("v");
  if (url.hostname === "www.youtube.com" && id) return { key: `youtube:${id}`, start };
  if (url.hostname === "vimeo.com") return { key: `vimeo:${url.pathname.slice(1)}`, start };
  return null;
}
