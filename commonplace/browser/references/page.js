/**
 * The script of the references: it narrows down what is shown, and finds works that have moved.
 */

import { firstOf } from "../elements.js";
import { offerFilters } from "../timeline/filters.js";
import { followWork, narrowWorks } from "./works.js";

const form = firstOf(document, ".cp-narrow", HTMLFormElement);
if (form) offerFilters(form, narrowWorks);
followWork();
