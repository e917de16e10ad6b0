/** Lines of a carrier that has a clock of its own, as the log keeps them: `@<ms since 1970> <line>`. */
const LF = 10;
const CR = 13;
const encoder = new TextEncoder();
const LINE_FEED = Uint8Array.of(LF);

/** Each line of a text gets the time; empty ones say nothing and are left out. The last needs no line feed. */
export function stamped(text: Uint8Array, ms: number): Uint8Array[] {
  const head = encoder.encode(`@${ms} `);
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf(LF, from);
    const next = found < 0 ? text.length : found;
    const end = text[next - 1] === CR ? next - 1 : next;
    if (end > from) pieces.push(head, text.subarray(from, end), LINE_FEED);
    from = next + 1;
  }
  return pieces;
}

/** A clock as a log line can begin with it; else the one here. */
export const clockOr = (ms: number | null): number => (ms !== null && ms >= 0 && ms < 1e15 ? ms : Date.now());
