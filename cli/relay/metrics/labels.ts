/** Names out of a log as values of labels. What else a label must not hold the library escapes. */

const MOST = 100;

/** Of any text one that every dashboard shows: no control characters, nothing that turns the line around, no half characters. */
export function labelOf(text: string): string {
  // Two units make a character at most: so a long one is not gone through to its end.
  const near = text.length > 2 * MOST ? text.slice(0, 2 * MOST) : text;
  const plain = near.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\ufffd');
  const letters = [...plain];
  return letters.length <= MOST && near === text ? plain : `${letters.slice(0, MOST - 1).join('')}…`;
}
