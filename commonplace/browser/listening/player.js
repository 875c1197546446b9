/**
 * The player in a corner of the page, and all that starts or moves it.
 */

import { buttonFor, firstOf, isWriting, made } from "../elements.js";
import { secondIn } from "../reading/turns.js";
import { follower } from "./follow.js";
import { mediaFor } from "./media.js";
import { t } from "../texts.js";

/** @typedef {import("../reading/turns.js").Turn} Turn */
/** @typedef {import("./media.js").Media} Media */

const STEP = 10; // seconds
const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];
const HEARD = "commonplace:heard:";
/** Elements that have a use for the keys themselves. */
const TAKES_KEYS = "a, button, input, select, textarea, audio, video, iframe, summary, [role=menuitem]";

/**
 * Have the recording of a document played in the page.
 * @param {Document} page
 * @param {Turn[]} turns
 */
export function offerPlayer(page, turns) {
  const link = firstOf(page, ".cp-recording[data-media]", HTMLAnchorElement);
  if (!link) return;
  const title = page.querySelector("h1")?.firstChild?.textContent?.trim() || t`Recording`;
  /** @type {{media: Media, close: () => void} | null} */
  let open = null;
  const start = (/** @type {number} */ second, /** @type {boolean} */ plays) => {
    if (open) open.media.seek(second);
    else open = dock(page, link, title, turns, second, () => (open = null));
    if (plays) open?.media.play();
    return open !== null;
  };
  page.addEventListener("click", (event) => {
    const { target } = event;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const pressed = target instanceof Element ? target.closest("a[href]") : null;
    if (!(pressed instanceof HTMLAnchorElement)) return;
    if (pressed === link) {
      if (start(heard(), true)) event.preventDefault();
    } else if (pressed.matches(".cp-watch")) {
      const second = secondIn(pressed.closest(".cp-turn")?.id ?? "");
      if (second !== null && start(second, true)) event.preventDefault();
    } else if (open && pressed.hash && pressed.pathname === location.pathname) {
      const second = secondIn(pressed.hash.slice(1)); // a time that is tapped
      if (second !== null) open.media.seek(second);
    }
  });
  page.addEventListener("keydown", (event) => {
    if (!open || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { target } = event;
    if (isWriting(target) || (target instanceof Element && target.closest(TAKES_KEYS))) return;
    const { media } = open;
    if (event.key === " ") media.playing() ? media.pause() : media.play();
    else if (event.key === "ArrowLeft") media.seek(media.now() - STEP);
    else if (event.key === "ArrowRight") media.seek(media.now() + STEP);
    else return;
    event.preventDefault();
  });
  const asked = new URLSearchParams(location.search).get("at");
  if (link.dataset.media === "audio" && asked && /^\d{1,6}$/.test(asked)) start(Number(asked), false);
}

/**
 * @param {Document} page
 * @param {HTMLAnchorElement} link to the recording
 * @param {string} title
 * @param {Turn[]} turns
 * @param {number} second to begin at
 * @param {() => void} closed
 */
function dock(page, link, title, turns, second, closed) {
  const media = mediaFor(link.dataset.media ?? "", link.href, title, second, () => {
    follows.at(media?.now() ?? 0);
    keep(media?.now() ?? 0);
  });
  if (!media) return null;
  page.querySelector(".cp-dock")?.remove(); // of a hit, which waits for a click
  const follow = buttonFor(() => follows.follow(!follow.matches("[aria-pressed=true]")), {
    class: "cp-button",
    "aria-pressed": "true",
  }, t`Follow along`);
  const follows = follower(turns, (now) => follow.setAttribute("aria-pressed", String(now)));
  const speed = made(
    "select",
    { "aria-label": t`Speed` },
    ...SPEEDS.map((rate) => made("option", { value: rate, selected: rate === 1 }, `${rate}×`)),
  );
  speed.addEventListener("change", () => media.speed(Number(speed.value)));
  const step = (/** @type {number} */ by) => media.seek(media.now() + by);
  const close = () => {
    media.pause();
    follows.stop();
    box.remove();
    closed();
  };
  const box = made(
    "aside",
    { class: "cp-dock cp-player", "aria-label": t`Player` },
    media.element,
    made(
      "div",
      { class: "cp-player-row" },
      buttonFor(() => step(-STEP), { class: "cp-button", title: t`Back 10 seconds` }, t`−10 s`),
      buttonFor(() => step(STEP), { class: "cp-button", title: t`Forward 10 seconds` }, t`+10 s`),
      speed,
      turns.length ? follow : null,
    ),
    buttonFor(close, { class: "cp-dock-close", "aria-label": t`Close the player` }),
  );
  (page.querySelector("main") ?? page.body).append(box);
  follows.at(second);
  tellSystem(title, media);
  return { media, close };
}

/**
 * What the keys of a keyboard, a headset or a lock screen do.
 * @param {string} title
 * @param {Media} media
 */
function tellSystem(title, media) {
  const session = navigator.mediaSession;
  if (!session || !(media.element instanceof HTMLAudioElement)) return;
  session.metadata = new MediaMetadata({ title });
  session.setActionHandler("play", () => media.play());
  session.setActionHandler("pause", () => media.pause());
  session.setActionHandler("seekbackward", () => media.seek(media.now() - STEP));
  session.setActionHandler("seekforward", () => media.seek(media.now() + STEP));
}

/** Where the reader stopped listening to this document, in seconds. */
function heard() {
  try {
    return Number(localStorage.getItem(HEARD + location.pathname)) || 0;
  } catch {
    return 0;
  }
}

/** @param {number} second */
function keep(second) {
  try {
    localStorage.setItem(HEARD + location.pathname, String(Math.floor(second)));
  } catch {
    // A browser that keeps nothing keeps no place either.
  }
}
