/**
 * The script of the timeline, and of the pages of its years: it narrows down what is shown.
 */

import { firstOf } from "../elements.js";
import { offerFilters } from "./filters.js";
import { narrowEvents } from "./narrow.js";

const form = firstOf(document, ".cp-narrow", HTMLFormElement);
if (form) offerFilters(form, narrowEvents);
