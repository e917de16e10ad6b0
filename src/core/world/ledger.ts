/**
 * The ledger: every line that went into a world, once, in the order of its log. The blocks are derived from it and can be
 * made anew; exporting a world is copying it. A block is deflated text, one entry a line:
 * `[@clock ]Factoscope:…`, `[@clock ]{envelope}`, `[@clock ]F[packets]` for foreign packets, `[@clock ]E{event}`.
 */
import { deflateSync, inflateSync } from 'fflate';
import { decodeBase64, encodeBase64 } from '../base64';
import { MARKER } from '../packet/schema';
import type { BlockStore } from './block-store';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Between entries; a text line [P11] may hold line breaks. */
const END = '\u001d\n';

export const clocked = (clock: number | null, text: string): string => (clock === null ? text : `@${clock} ${text}`);

/** Takes the clock off a ledger entry. */
export function unclocked(entry: string): { clock: number | null; text: string } {
  if (entry[0] !== '@') return { clock: null, text: entry };
  const space = entry.indexOf(' ');
  return { clock: Number(entry.slice(1, space)), text: entry.slice(space + 1) };
}

/**
 * A line's body and a chart's pixels are packed streams already: their bytes lie beside the text, which is then small and alike.
 * Where they were stands \u0001, what it is, \u0001; the marks themselves are written so too, since players may type them.
 */
const STREAMS = new RegExp(`("px":"|${MARKER})([A-Za-z0-9+/]{16,}={0,2})|[\\u0001\\u001d]`, 'g');
const MARK = '\u0001';
const MARKS = new RegExp(`${MARK}(?:([pb])(\\d+)|([ad]))${MARK}`, 'g');
const BEFORE: Record<string, string> = { p: '"px":"', b: MARKER };

export function encodeLedger(entries: readonly string[]): Uint8Array {
  const aside: Uint8Array[] = [];
  let length = 0;
  const put = (whole: string, before: string | undefined, text: string): string => {
    if (before === undefined) return whole === '\u0001' ? '\u0001a\u0001' : '\u0001d\u0001';
    const bytes = canonicalBytes(text);
    if (bytes === null) return whole;
    aside.push(bytes);
    length += bytes.length;
    return `\u0001${before === MARKER ? 'b' : 'p'}${bytes.length}\u0001`;
  };
  const text = entries.map((entry) => entry.replace(STREAMS, put)).join(END);
  const packed = deflateSync(encoder.encode(text), { level: 1 });
  const block = new Uint8Array(4 + packed.length + length);
  new DataView(block.buffer).setUint32(0, packed.length, true);
  block.set(packed, 4);
  let at = 4 + packed.length;
  for (const bytes of aside) {
    block.set(bytes, at);
    at += bytes.length;
  }
  return block;
}

export function decodeLedger(block: Uint8Array): string[] {
  const length = new DataView(block.buffer, block.byteOffset).getUint32(0, true);
  const text = decoder.decode(inflateSync(block.subarray(4, 4 + length)));
  let at = 4 + length;
  const back = (_: string, kind: string | undefined, bytes: string, mark: string): string => {
    if (kind === undefined) return mark === 'a' ? '\u0001' : '\u001d';
    const from = at;
    at += Number(bytes);
    return BEFORE[kind]! + encodeBase64(block.subarray(from, at));
  };
  return text.split(END).map((entry) => entry.replace(MARKS, back));
}

/** The bytes of a base64 text that is written as `encodeBase64` would; null for any other. */
function canonicalBytes(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const bytes = decodeBase64(text);
  if (!bytes.ok) return null;
  // What may differ is in the last four characters: bits that no byte takes.
  const tail = bytes.value.length - (bytes.value.length % 3 || 3);
  return text.endsWith(encodeBase64(bytes.value.subarray(tail))) ? bytes.value : null;
}

export const ledgerPrefix = (world: string, run = ''): string => `l/${world}/${run ? `${run}/` : ''}`;
export const ledgerKey = (world: string, run: string, block: number): string =>
  `${ledgerPrefix(world, run)}${String(block).padStart(6, '0')}`;

/** Entries of one run (or of a whole world), block by block. */
export async function* ledgerEntries(store: BlockStore, world: string, run = ''): AsyncGenerator<string[]> {
  const prefix = ledgerPrefix(world, run);
  for (const key of await store.keys(prefix, `${prefix.slice(0, -1)}0`)) {
    const [bytes] = await store.get([key]);
    if (bytes) yield decodeLedger(bytes);
  }
}
