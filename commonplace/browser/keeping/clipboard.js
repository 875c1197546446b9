/**
 * Put a text on the clipboard. Browsers refuse that to some pages, for instance
 * to those that come from a disk.
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
