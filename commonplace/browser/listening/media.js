/**
 * Recordings that can be played, all worked in one way. No script of anybody else is loaded:
 * the players of YouTube and Vimeo are told what to do by messages to their frames.
 */

import { made } from "../elements.js";
import { playerAddress } from "../video.js";

/**
 * @typedef {object} Media
 * @property {HTMLElement} element
 * @property {() => number} now the second that plays
 * @property {() => boolean} playing
 * @property {() => void} play
 * @property {() => void} pause
 * @property {(second: number) => void} seek
 * @property {(rate: number) => void} speed
 */

/** How the frames of a host are talked to: what it takes, and what it tells. */
const HOSTS = {
  youtube: {
    origin: "https://www.youtube-nocookie.com",
    hello: [{ event: "listening", id: 1 }],
    say: (/** @type {string} */ what, /** @type {unknown[]} */ ...values) => ({
      event: "command",
      func: { play: "playVideo", pause: "pauseVideo", seek: "seekTo", speed: "setPlaybackRate" }[what],
      args: what === "seek" ? [...values, true] : values,
    }),
    hear: (/** @type {any} */ told) => ({ now: told.info?.currentTime, state: [, true, false][told.info?.playerState] }),
  },
  vimeo: {
    origin: "https://player.vimeo.com",
    hello: ["timeupdate", "play", "pause"].map((value) => ({ method: "addEventListener", value })),
    say: (/** @type {string} */ what, /** @type {unknown[]} */ ...values) => ({
      method: { play: "play", pause: "pause", seek: "setCurrentTime", speed: "setPlaybackRate" }[what],
      value: values[0],
    }),
    hear: (/** @type {any} */ told) => ({ now: told.data?.seconds, state: { play: true, pause: false }[/** @type {string} */ (told.event)] }),
  },
};

/**
 * @param {string} media `audio`, or place and id as in `youtube:eaAonE58sLU`
 * @param {string} address of the sound
 * @param {string} title
 * @param {number} start in seconds
 * @param {() => void} changed told when the second or the state changes
 * @returns {Media | null} null for what cannot be played here
 */
export function mediaFor(media, address, title, start, changed) {
  if (media === "audio") return sound(address, title, start, changed);
  return frame(media, title, start, changed);
}

/**
 * @param {string} address
 * @param {string} title
 * @param {number} start
 * @param {() => void} changed
 * @returns {Media}
 */
function sound(address, title, start, changed) {
  const element = made("audio", { controls: true, preload: "metadata", src: address, "aria-label": title });
  let wanted = start;
  const seek = (/** @type {number} */ second) => {
    wanted = Math.max(0, second);
    element.currentTime = wanted;
  };
  seek(start);
  for (const event of ["timeupdate", "play", "pause", "seeked"]) element.addEventListener(event, changed);
  element.addEventListener(
    "loadedmetadata",
    async () => {
      const { seekable, duration } = element;
      // Without parts, it can be moved nowhere, or (in Firefox) as far as it has come.
      if (seekable.length && seekable.end(seekable.length - 1) >= Math.floor(duration)) return;
      const whole = await wholeFile(address);
      if (!whole) return;
      const plays = !element.paused;
      element.src = whole;
      element.currentTime = wanted;
      if (plays) play();
    },
    { once: true },
  );
  // The element itself shows what is wrong.
  const play = () => void element.play().catch(() => {});
  return {
    element,
    now: () => element.currentTime,
    playing: () => !element.paused,
    play,
    pause: () => element.pause(),
    seek,
    speed: (rate) => {
      element.defaultPlaybackRate = rate;
      element.playbackRate = rate;
    },
  };
}

/**
 * A sound as an address within the page, for servers that send no parts of a file, as that of
 * `mkdocs serve`: from those a browser can only play from the beginning on.
 * @param {string} address
 * @returns {Promise<string | null>} null where the file cannot be had so
 */
async function wholeFile(address) {
  if (new URL(address, location.href).origin !== location.origin) return null;
  try {
    const answer = await fetch(address);
    return answer.ok ? URL.createObjectURL(await answer.blob()) : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} media
 * @param {string} title
 * @param {number} start
 * @param {() => void} changed
 * @returns {Media | null}
 */
function frame(media, title, start, changed) {
  const address = playerAddress(media, start);
  const host = HOSTS[/** @type {keyof typeof HOSTS} */ (media.split(":")[0])];
  if (!address || !host) return null;
  const element = made("iframe", {
    title,
    allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
    referrerpolicy: "strict-origin-when-cross-origin", // YouTube insists on a referrer
    allowfullscreen: true,
    src: address,
  });
  let [now, playing] = [start, true];
  const tell = (/** @type {object} */ message) =>
    element.contentWindow?.postMessage(JSON.stringify(message), host.origin);
  element.addEventListener("load", () => host.hello.forEach(tell));
  const heard = (/** @type {MessageEvent} */ event) => {
    if (!element.isConnected && element.parentNode === null) removeEventListener("message", heard);
    if (event.source !== element.contentWindow || event.origin !== host.origin) return;
    const told = read(event.data);
    if (told.event === "ready") host.hello.forEach(tell); // Vimeo hears nothing before
    const said = host.hear(told);
    if (typeof said.now === "number") now = said.now;
    if (typeof said.state === "boolean") playing = said.state;
    changed();
  };
  addEventListener("message", heard);
  return {
    element,
    now: () => now,
    playing: () => playing,
    play: () => tell(host.say("play")),
    pause: () => tell(host.say("pause")),
    seek: (second) => {
      now = Math.max(0, second);
      tell(host.say("seek", now));
    },
    speed: (rate) => tell(host.say("speed", rate)),
  };
}

/** @param {unknown} data @returns {any} */
function read(data) {
  try {
    return (typeof data === "string" ? JSON.parse(data) : data) ?? {};
  } catch {
    return {};
  }
}
