/**
 * The list below the search box: options, of which one is active while the focus stays in
 * the box.
 */

import { allOf, promised } from "../elements.js";

export class Popup {
  /**
   * @param {HTMLElement} root the box, as the header's template has it
   * @param {HTMLInputElement} input that has the focus
   */
  constructor(root, input) {
    this.input = input;
    this.room = promised(root, ".cp-popup", HTMLElement);
    this.list = promised(root, "[role=listbox]", HTMLElement);
    this.note = promised(root, ".cp-popup-note", HTMLElement);
    this.active = -1;
    this.room.addEventListener("mousemove", ({ target }) => this.point(target));
    // The focus stays in the box when something below it is clicked.
    this.room.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.room.hidden;
  }

  options() {
    return allOf(this.list, "[role=option]", HTMLElement);
  }

  /**
   * Open it with other contents.
   *
   * @param {string} words above the list; empty for none
   * @param {HTMLElement[]} content of the list
   */
  show(words, content) {
    this.note.textContent = words;
    this.note.hidden = !words;
    this.list.replaceChildren(...content);
    this.options().forEach((option, place) => (option.id = `cp-option-${place}`));
    this.activate(-1);
    this.toggle(true);
  }

  close() {
    this.activate(-1);
    this.toggle(false);
  }

  /** @param {boolean} isOpen */
  toggle(isOpen) {
    this.room.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  /**
   * Make the next or the one before active, round and round.
   *
   * @param {number} step 1 or -1
   */
  move(step) {
    // One place more than there are options: that of the words themselves.
    const places = this.options().length + 1;
    this.activate(((this.active + 1 + step + places) % places) - 1);
  }

  /** @param {number} place of the option that Enter opens; -1 for none */
  activate(place) {
    const all = this.options();
    all[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const option = all[place];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @returns {HTMLElement | undefined} the option that is active */
  chosen() {
    return this.options()[this.active];
  }

  /** @param {EventTarget | null} target that the mouse is over */
  point(target) {
    const place = this.options().findIndex(
      (option) => target instanceof Node && option.contains(target),
    );
    if (place >= 0 && place !== this.active) this.activate(place);
  }
}
