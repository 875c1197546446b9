/**
 * Videos that ask nobody for anything until they are clicked.
 *
 * A page has a figure with a link. Here it becomes a button with a drawing of our
 * own, and the button, once pressed, the player.
 */

import { allOf, buttonFor, made } from "./elements.js";
import { t } from "./texts.js";

/**
 * The players we know: where they live, and the address for a recording's id.
 *
 * @typedef {object} Player
 * @property {string} host
 * @property {RegExp} id
 * @property {(id: string, start: number) => string} address `start` is in seconds
 */

/** @type {Record<string, Player>} */
const PLAYERS = {
  youtube: {
    host: "youtube-nocookie.com",
    id: /^[\w-]{6,20}$/,
    address: (id, start) =>
      `https://www.youtube-nocookie.com/embed/${id}?autoplay=1&rel=0&enablejsapi=1` +
      (start ? `&start=${start}` : ""),
  },
  vimeo: {
    host: "vimeo.com",
    id: /^\d{4,12}$/,
    address: (id, start) =>
      `https://player.vimeo.com/video/${id}?autoplay=1&dnt=1` + (start ? `#t=${start}s` : ""),
  },
};

/**
 * Put a play button into every video figure below `root`.
 *
 * @param {Document} root
 */
export function offerVideos(root) {
  for (const figure of allOf(root, "figure.cp-video[data-video]", HTMLElement)) {
    const title = figure.querySelector("figcaption")?.textContent?.trim() || t`Video`;
    const button = facade(root, figure.dataset.video ?? "", title);
    // Where we do not know the player, the link stays what it is.
    if (button) figure.prepend(button);
  }
}

/**
 * A button that becomes the player when it is pressed, and calls nobody before that.
 *
 * @param {Document} root
 * @param {string} key place and id, such as `youtube:eaAonE58sLU`
 * @param {string} title
 * @param {{start?: number, words?: string}} [how] the second to begin at, and what the
 *   button says instead of the title
 * @returns {HTMLButtonElement | null} null where we do not know the player
 */
export function facade(root, key, title, { start = 0, words = title } = {}) {
  const address = playerAddress(key, start);
  if (!address) return null;
  const play = () => {
    const frame = playerFrame(title, address);
    const focused = root.activeElement === button;
    button.replaceWith(frame);
    if (focused) frame.focus();
  };
  const button = playButton(play, words, PLAYERS[key.split(":")[0]].host);
  return button;
}

/**
 * The address of the player of a recording, from a second on.
 *
 * @param {string} key place and id, such as `youtube:eaAonE58sLU`
 * @param {number} start
 * @returns {string | null} null where we do not know the player
 */
export function playerAddress(key, start) {
  const [place, id] = key.split(":", 2);
  const player = Object.hasOwn(PLAYERS, place) ? PLAYERS[place] : undefined;
  return player && player.id.test(id ?? "") ? player.address(id, Math.floor(start)) : null;
}

/**
 * The facade: a button with the title, a play mark, and whom a click will call.
 *
 * @param {() => void} play
 * @param {string} title
 * @param {string} host
 */
function playButton(play, title, host) {
  const where = t`Loads the player from ${host} only when you press it.`;
  return buttonFor(
    play,
    { class: "cp-play" },
    made("span", { class: "cp-play-words" }, title),
    made("span", { class: "cp-play-mark" }),
    made("span", { class: "cp-play-where" }, where),
  );
}

/**
 * @param {string} title
 * @param {string} address
 */
function playerFrame(title, address) {
  return made("iframe", {
    title,
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    referrerpolicy: "strict-origin-when-cross-origin", // YouTube insists on a referrer
    allowfullscreen: true,
    src: address,
  });
}
