/**
 * The list of kept passages: grouped, searched, changed, taken out and brought back.
 */

import { buttonFor, made, promised } from "../elements.js";
import { download } from "../files.js";
import { pageUrl } from "../search/client.js";
import { asJson, asMarkdown, passagesIn } from "./exchange.js";
import { grouped, having } from "./groups.js";
import { many, t } from "../texts.js";

/** @typedef {import("./shelf.js").Kept} Kept */
/** @typedef {{base: string, site: string, book: ReturnType<typeof import("./shelf.js").shelf>}} Site */

/**
 * @param {HTMLElement} room what render/templates/book.md.j2 has made
 * @param {Site} site
 */
export function offerBook(room, site) {
  const { book, base } = site;
  const list = promised(room, ".cp-mybook-list", HTMLElement);
  const status = promised(room, ".cp-mybook-status", HTMLElement);
  const words = promised(room, "input[type=search]", HTMLInputElement);
  const by = promised(room, "select", HTMLSelectElement);
  const show = () => {
    const all = book.all();
    const found = having(all, words.value);
    const groups = grouped(found, /** @type {import("./groups.js").Grouping} */ (by.value));
    list.replaceChildren(...groups.map(([name, passages]) => group(name, passages, { site, show })));
    status.textContent = counted(found.length, all.length);
    for (const one of room.querySelectorAll(".cp-mybook-with")) {
      if (one instanceof HTMLElement) one.hidden = !all.length;
    }
    promised(room, ".cp-mybook-empty", HTMLElement).hidden = all.length > 0;
  };
  words.addEventListener("input", show);
  by.addEventListener("change", show);
  addEventListener("storage", (event) => book.concerns(event) && show());
  const link = (/** @type {string} */ address) => pageUrl(base, address);
  const ways = promised(room, ".cp-mybook-ways", HTMLElement);
  ways.prepend(
    buttonFor(() => download("my-commonplace-book.md", inOrder(site, link)), { class: "cp-button cp-mybook-with" }, t`Download as Markdown`),
    buttonFor(() => download("my-commonplace-book.json", asJson(book.all(), site.site)), { class: "cp-button cp-mybook-with" }, t`Download as JSON`),
  );
  const file = promised(room, "input[type=file]", HTMLInputElement);
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    const told = await bringBack(chosen, book);
    file.value = "";
    show();
    status.textContent = told;
  });
  show();
}

/**
 * @param {Site} site
 * @param {(address: string) => string} link
 */
function inOrder({ book, site }, link) {
  const passages = grouped(book.all(), "document").flatMap(([, one]) => one);
  return asMarkdown(passages, site, link);
}

/**
 * @param {File} file
 * @param {Site["book"]} book
 * @returns {Promise<string>} what to tell the reader
 */
async function bringBack(file, book) {
  try {
    const found = passagesIn(await file.text());
    const fresh = found.filter((one) => !book.find(one));
    for (const one of fresh) book.keep(one);
    const had = found.length - fresh.length;
    const added = passages(fresh.length);
    return had ? t`${added} added, ${had} you already had.` : t`${added} added.`;
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

/**
 * @param {string} name
 * @param {Kept[]} kept
 * @param {{site: Site, show: () => void}} at
 */
function group(name, kept, at) {
  return made(
    "section",
    { class: "cp-mybook-group" },
    made("h2", {}, name),
    ...kept.map((one) => passage(one, at)),
  );
}

/**
 * @param {Kept} kept
 * @param {{site: Site, show: () => void}} at
 */
function passage(kept, { site: { base, book }, show }) {
  const url = pageUrl(base, kept.address);
  const where = [kept.speaker, kept.time, kept.title, kept.date].filter(Boolean).join(", ");
  // A file that was brought in may name any address; only those of this site are links.
  const link = url.startsWith(base) ? made("a", { href: url }, where) : where;
  const note = made("textarea", { rows: 2, "aria-label": t`Your note on ${where}`, placeholder: t`A note` });
  note.value = kept.note;
  note.addEventListener("change", () => book.keep({ ...kept, note: note.value.trim() }));
  const remove = () => {
    book.remove(kept);
    show();
  };
  return made(
    "article",
    { class: "cp-mybook-passage" },
    made("blockquote", { tabindex: 0 }, kept.words),
    made("p", { class: "cp-mybook-where" }, "— ", link),
    note,
    buttonFor(remove, { class: "cp-link", "aria-label": t`Remove: ${where}` }, t`Remove`),
  );
}

/** @param {number} found @param {number} all */
function counted(found, all) {
  const counted = passages(all);
  return found === all ? counted : t`${found} of ${counted}`;
}

/** @param {number} n */
function passages(n) {
  return many(n)`${n} passage|${n} passages`;
}
