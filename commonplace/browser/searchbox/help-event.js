/**
 * Asking for the help, from any script of a page; help.js of one of them shows it.
 */

export const HELP_WANTED = "commonplace-help";

/** Show the help. */
export function openHelp() {
  document.dispatchEvent(new Event(HELP_WANTED));
}
