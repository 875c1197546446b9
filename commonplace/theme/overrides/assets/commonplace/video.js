/**
 * Videos that ask nobody for anything until they are clicked.
 *
 * A page has a figure with a link. Here it becomes a button with a drawing of our
 * own, and the button, once pressed, the player.
 */

/**
 * The players we know: where they live, and the address for a recording's id.
 *
 * @type {Record<string, {host: string, id: RegExp, address: (id: string) => string}>}
 */
const PLAYERS = {
  youtube: {
    host: "youtube-nocookie.com",
    id: /^[\w-]{6,20}$/,
    address: (id) => `https://www.youtube-nocookie.com/embed/${id}?autoplay=1&rel=0`,
  },
  vimeo: {
    host: "vimeo.com",
    id: /^\d{4,12}$/,
    address: (id) => `https://player.vimeo.com/video/${id}?autoplay=1&dnt=1`,
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
    const [place, id] = (figure.dataset.video ?? "").split(":", 2);
    const player = Object.hasOwn(PLAYERS, place) ? PLAYERS[place] : undefined;
    // Where we do not know the player, the link stays what it is.
    if (!player || !player.id.test(id ?? "")) continue;
    const title = figure.querySelector("figcaption")?.textContent?.trim() || "Video";
    const button = playButton(root, title, player.host);
    button.addEventListener("click", () => {
      const frame = playerFrame(root, title, player.address(id));
      button.replaceWith(frame);
      frame.focus();
    });
    figure.prepend(button);
  }
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
