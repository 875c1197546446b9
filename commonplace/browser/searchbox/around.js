// Texts with links or code in the middle of them.

/**
 * A text with nodes in its places, which stand between braces.
 *
 * @param {string} text
 * @param {Record<string, Node>} nodes by the names of their places
 */
export function around(text, nodes) {
  return text.split(/\{(\w+)\}/).map((piece, at) => (at % 2 ? nodes[piece] : piece));
}
