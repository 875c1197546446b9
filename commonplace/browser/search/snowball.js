/**
 * What the stemmers of languages other than English have in common: a word, a cursor in it, and
 * Snowball's commands. It does what `basestemmer.py` of the package snowballstemmer does, whose
 * generated stemmers commonplace/render/stemmers.py translates for the browser. A site has a
 * script of its own for each of its languages, with this in front.
 *
 * Snowball is under the BSD licence, which is at the head of each such script.
 */

/**
 * An ending or beginning: its text, the place of the longest other that it ends with, what it
 * leads to, and a condition.
 *
 * @typedef {[string, number, number, ((stemmer: any) => boolean)?]} Among
 */

/** A word on its way to its stem. */
export class Stemmer {
  constructor() {
    this.current = "";
    this.cursor = this.limit = this.limit_backward = this.bra = this.ket = 0;
  }

  /** The algorithm, which a language puts here. */
  _stem() {}

  /** @param {string} word @returns {string} */
  stemWord(word) {
    this.current = word;
    this.cursor = this.limit_backward = this.bra = 0;
    this.limit = this.ket = word.length;
    this._stem();
    return this.current;
  }

  /** @param {Set<string>} signs */
  in_grouping(signs) {
    if (this.cursor >= this.limit || !signs.has(this.current[this.cursor])) return false;
    this.cursor++;
    return true;
  }

  /** @param {Set<string>} signs */
  out_grouping(signs) {
    if (this.cursor >= this.limit || signs.has(this.current[this.cursor])) return false;
    this.cursor++;
    return true;
  }

  /** @param {Set<string>} signs */
  in_grouping_b(signs) {
    if (this.cursor <= this.limit_backward) return false;
    if (!signs.has(this.current[this.cursor - 1])) return false;
    this.cursor--;
    return true;
  }

  /** @param {Set<string>} signs */
  out_grouping_b(signs) {
    if (this.cursor <= this.limit_backward) return false;
    if (signs.has(this.current[this.cursor - 1])) return false;
    this.cursor--;
    return true;
  }

  /** @param {Set<string>} signs */
  go_in_grouping(signs) {
    while (this.cursor < this.limit && signs.has(this.current[this.cursor])) this.cursor++;
    return this.cursor < this.limit;
  }

  /** @param {Set<string>} signs */
  go_out_grouping(signs) {
    while (this.cursor < this.limit && !signs.has(this.current[this.cursor])) this.cursor++;
    return this.cursor < this.limit;
  }

  /** @param {Set<string>} signs */
  go_in_grouping_b(signs) {
    const first = this.limit_backward;
    while (this.cursor > first && signs.has(this.current[this.cursor - 1])) this.cursor--;
    return this.cursor > first;
  }

  /** @param {Set<string>} signs */
  go_out_grouping_b(signs) {
    const first = this.limit_backward;
    while (this.cursor > first && !signs.has(this.current[this.cursor - 1])) this.cursor--;
    return this.cursor > first;
  }

  /** @param {string} text */
  eq_s(text) {
    if (!this.current.slice(0, this.limit).startsWith(text, this.cursor)) return false;
    this.cursor += text.length;
    return true;
  }

  /** @param {string} text */
  eq_s_b(text) {
    const start = this.cursor - text.length;
    if (start < this.limit_backward || !this.current.startsWith(text, start)) return false;
    this.cursor = start;
    return true;
  }

  /** @param {Among[]} table @returns {number} what the longest text at the cursor leads to */
  find_among(table) {
    const { cursor, limit, current } = this;
    return this.found(
      table,
      ([text]) => cursor + text.length <= limit && current.startsWith(text, cursor),
      ([text]) => cursor + text.length,
    );
  }

  /** @param {Among[]} table @returns {number} the same before the cursor */
  find_among_b(table) {
    const { cursor, limit_backward: first, current } = this;
    return this.found(
      table,
      ([text]) => cursor - text.length >= first && current.startsWith(text, cursor - text.length),
      ([text]) => cursor - text.length,
    );
  }

  /**
   * @param {Among[]} table
   * @param {(one: Among) => boolean} stands
   * @param {(one: Among) => number} behind
   */
  found(table, stands, behind) {
    let at = -1;
    table.forEach((one, n) => {
      if ((at < 0 || one[0].length > table[at][0].length) && stands(one)) at = n;
    });
    for (; at >= 0; at = table[at][1]) {
      const [, , result, holds] = table[at];
      this.cursor = behind(table[at]);
      if (!holds) return result;
      const held = holds(this);
      this.cursor = behind(table[at]);
      if (held) return result;
    }
    return 0;
  }

  /**
   * @param {number} start
   * @param {number} end
   * @param {string} text
   */
  replace_s(start, end, text) {
    const longer = text.length - (end - start);
    this.current = this.current.slice(0, start) + text + this.current.slice(end);
    this.limit += longer;
    if (this.cursor >= end) this.cursor += longer;
    else if (this.cursor > start) this.cursor = start;
    return longer;
  }

  /** @param {string} text */
  slice_from(text) {
    this.replace_s(this.bra, this.ket, text);
    this.ket = this.bra + text.length;
  }

  slice_del() {
    this.slice_from("");
  }

  slice_to() {
    return this.current.slice(this.bra, this.ket);
  }

  /**
   * @param {number} start
   * @param {number} end
   * @param {string} text
   */
  insert(start, end, text) {
    const longer = this.replace_s(start, end, text);
    if (start <= this.bra) this.bra += longer;
    if (start <= this.ket) this.ket += longer;
  }
}
