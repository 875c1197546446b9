/**
 * Take the document of a page along as a file, which is made of the page itself: no file of
 * the site has to be there for it, and no request is made.
 */

import { buttonFor, made } from "../elements.js";
import { download } from "../files.js";
import { openMenu } from "../keeping/menu.js";
import { contentOf } from "./content.js";
import { asJson, asMarkdown, asText, asVtt } from "./forms.js";

/** @typedef {import("../keeping/menu.js").Choice} Choice */

/**
 * A button among the facts of the page, with a menu of forms.
 * @param {Document} page
 */
export function offerDownloads(page) {
  const facts = page.querySelector(".cp-facts");
  if (!facts) return;
  const name = page.location.pathname.replace(/\/(index\.html)?$/, "").split("/").at(-1) || "page";
  /** @param {string} suffix @param {(content: ReturnType<typeof contentOf>) => string} as @param {string} type */
  const take = (suffix, as, type) => () => {
    download(`${name}.${suffix}`, as(contentOf(page)), type);
  };
  const timed = page.querySelector('.cp-turn[id^="t-"]');
  const press = () => {
    /** @type {Choice[]} */
    const choices = [
      ["Markdown", take("md", asMarkdown, "text/markdown")],
      ["Plain text", take("txt", asText, "text/plain")],
      ["JSON", take("json", asJson, "application/json")],
    ];
    if (timed) choices.push(["Captions (WebVTT)", take("vtt", asVtt, "text/vtt")]);
    openMenu(button, choices);
  };
  const button = buttonFor(press, {
    class: "cp-link cp-take",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    title: "Download this page",
  }, "Download");
  facts.append(made("li", {}, button));
}
