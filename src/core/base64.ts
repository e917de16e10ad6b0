import { fail, ok, type Result } from './result';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BAD = 255;

const VALUES = new Uint8Array(256).fill(BAD);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

/** The bytes of a base64 text (padding optional, nothing else allowed). Error: `bad-base64`. */
export function decodeBase64(text: string): Result<Uint8Array> {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 61 && text.length - end < 2) end--;
  if (end % 4 === 1) return fail('bad-base64', 'The packed text was cut short.');
  const bytes = new Uint8Array((end * 3) >> 2);
  let at = 0;
  let wrong = 0;
  let i = 0;
  for (; i + 4 <= end; i += 4) {
    const a = value(text.charCodeAt(i));
    const b = value(text.charCodeAt(i + 1));
    const c = value(text.charCodeAt(i + 2));
    const d = value(text.charCodeAt(i + 3));
    wrong |= a | b | c | d;
    bytes[at++] = (a << 2) | (b >> 4);
    bytes[at++] = (b << 4) | (c >> 2);
    bytes[at++] = (c << 6) | d;
  }
  if (i < end) {
    const a = value(text.charCodeAt(i));
    const b = value(text.charCodeAt(i + 1));
    const c = i + 2 < end ? value(text.charCodeAt(i + 2)) : 0;
    wrong |= a | b | c;
    bytes[at++] = (a << 2) | (b >> 4);
    if (i + 2 < end) bytes[at++] = (b << 4) | (c >> 2);
  }
  // Only the mark for "no such character" has this bit.
  return wrong & 128 ? fail('bad-base64', 'The packed text holds characters that base64 does not have.') : ok(bytes);
}

function value(code: number): number {
  return code < 256 ? VALUES[code]! : BAD;
}

const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
const PADDING = 61;
const decoder = new TextDecoder();

/** base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const a = bytes[i]!;
    const b = bytes[i + 1] ?? 0;
    const c = bytes[i + 2] ?? 0;
    text[at++] = CODES[a >> 2]!;
    text[at++] = CODES[((a & 3) << 4) | (b >> 4)]!;
    text[at++] = i + 1 < bytes.length ? CODES[((b & 15) << 2) | (c >> 6)]! : PADDING;
    text[at++] = i + 2 < bytes.length ? CODES[c & 63]! : PADDING;
  }
  return decoder.decode(text);
}
