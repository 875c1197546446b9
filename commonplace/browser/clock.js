// Times of a recording, as commonplace/markup/clock.py prints them.

/**
 * Seconds as a clock shows them.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  return [whole / 3600, (whole % 3600) / 60, whole % 60]
    .map((part) => String(Math.floor(part)).padStart(2, "0"))
    .join(":");
}
