/**
 * The script of the timeline, and of the pages of its years: it narrows down what is shown.
 */

import { offerFilters } from "./filters.js";

const form = document.querySelector(".cp-narrow");
if (form instanceof HTMLFormElement) offerFilters(form);
