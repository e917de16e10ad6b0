import { encodingOf } from '../windows';

/** The head of a file as text; null when it is none. A NUL in UTF-8 is no text. */
export function headText(head: Uint8Array): string | null {
  const { label, mark } = encodingOf(head);
  const bytes = head.subarray(mark);
  if (label === 'utf-8' && bytes.includes(0)) return null;
  const text = new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
  // The head may end within a character.
  const broken = text.slice(0, -2).split('\ufffd').length - 1;
  return broken * 20 > text.length ? null : text;
}

export function startsWith(head: Uint8Array, ...bytes: number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}
