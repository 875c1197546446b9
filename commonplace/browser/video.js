/**
 * Videos that ask nobody for anything until they are clicked.
 *
 * A page has a figure with a link. Here it becomes a button with a drawing of our
 * own, and the button, once pressed, the player.
 */

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
      `https://www.youtube-nocookie.com/embed/${id}?autoplay=1&rel=0` +
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
  const figures = root.querySelectorAll("figure.cp-video[data-video]");
  for (const figure of /** @type {NodeListOf<HTMLElement>} */ (figures)) {
    const title = figure.querySelector("figcaption")?.textContent?.trim() || "Video";
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
  const [place, id] = key.split(":", 2);
  const player = Object.hasOwn(PLAYERS, place) ? PLAYERS[place] : undefined;
  if (!player || !player.id.test(id ?? "")) return null;
  const button = playButton(root, words, player.host);
  button.addEventListener("click", () => {
    const frame = playerFrame(root, title, player.address(id, start));
    const focused = root.activeElement === button;
    button.replaceWith(frame);
    if (focused) frame.focus();
  });
  return button;
}

/**
 * The facade: a button with the title, a play mark, and whom a click will call.
 *
 * @param {Document} root
 * @param {string} title
 * @param {string} host
 */
function playButton(root, title, host) {
  const button = root.createElement("button");
  button.type = "button";
  button.className = "cp-play";
  button.append(
    piece(root, "cp-play-words", title),
    piece(root, "cp-play-mark", ""),
    piece(root, "cp-play-where", `Loads the player from ${host} when you press it, not before.`),
  );
  return button;
}

/**
 * @param {Document} root
 * @param {string} title
 * @param {string} address
 */
function playerFrame(root, title, address) {
  const frame = root.createElement("iframe");
  frame.title = title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // YouTube insists on a referrer
  frame.allowFullscreen = true;
  frame.src = address;
  return frame;
}

/**
 * @param {Document} root
 * @param {string} name
 * @param {string} words
 */
function piece(root, name, words) {
  const span = root.createElement("span");
  span.className = name;
  span.textContent = words;
  return span;
}
