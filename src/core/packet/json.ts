import { fail, ok, type Result } from '../result';

/** Deeper is no packet; and what walks a value recursively must not run out of stack. */
export const MAX_DEPTH = 64;

/** Whether brackets nest deeper than `max`. Looks at nothing else: it may be called before the text is known to be JSON. */
export function deeperThan(text: string, max: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      i = stringEnd(text, i + 1);
    } else if (code === 91 || code === 123) {
      depth++;
      if (depth > max) return true;
    } else if (code === 93 || code === 125) {
      depth--;
    }
  }
  return false;
}

/** Position of the quote that closes a string; the text's length when nothing does. */
function stringEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (quote - 1 - slashes >= from && text.charCodeAt(quote - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return quote;
    at = quote + 1;
  }
}

/** Position after the value that begins at 0 with a bracket; -1 when it does not end. */
export function valueEnd(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) i = stringEnd(text, i + 1);
    else if (code === 91 || code === 123) depth++;
    else if ((code === 93 || code === 125) && --depth === 0) return i + 1;
  }
  return -1;
}

/** How `__proto__` can be written in JSON: as it is, or with one of its ASCII letters escaped. */
const SUSPICIOUS = /__proto__|\\u00[567]/i;

/**
 * Foreign JSON into a value: not deeper than 64, and without `__proto__` keys, which would change an object's nature as soon
 * as somebody copies it. Errors: `too-deep`, `bad-json`.
 */
export function parseForeign(text: string): Result<unknown> {
  if (deeperThan(text, MAX_DEPTH)) return fail('too-deep', `Its JSON is nested deeper than ${MAX_DEPTH} levels.`);
  try {
    return ok(SUSPICIOUS.test(text) ? JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value)) : JSON.parse(text));
  } catch {
    return fail('bad-json', 'Its JSON is damaged: the line was probably cut or mixed with another.');
  }
}
