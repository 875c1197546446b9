/**
 * The forms in which a document can be taken along: loaded when a reader asks for one.
 */

import { download } from "../files.js";
import { contentOf } from "./content.js";
import { asJson, asMarkdown, asText, asVtt } from "./forms.js";

const FORMS = /** @type {const} */ ({
  md: ["text/markdown", asMarkdown],
  txt: ["text/plain", asText],
  json: ["application/json", asJson],
  vtt: ["text/vtt", asVtt],
});

Object.assign(globalThis, {
  /** @param {keyof typeof FORMS} suffix @param {string} name */
  commonplaceTake(suffix, name) {
    const [type, as] = FORMS[suffix];
    download(`${name}.${suffix}`, as(contentOf(document)), type);
  },
});
