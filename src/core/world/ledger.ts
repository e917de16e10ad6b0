/**
 * The ledger: every line that went into a world, once, in the order of its log. The blocks are derived from it and can be
 * made anew; exporting a world is copying it. A block is deflated text, one entry a line:
 * `[@clock ]Factoscope:…`, `[@clock ]{envelope}`, `[@clock ]F[packets]` for foreign packets, `[@clock ]E{event}`.
 */
import { deflateSync, inflateSync } from 'fflate';
import { decodeBase64, encodeBase64 } from '../base64';
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

/** A chart's pixels are a packed stream already: their bytes lie beside the text, which is then small and alike. */
const PIXELS = /"px":"([A-Za-z0-9+/]+={0,2})"/g;
const ASIDE = '\u0001';
const ASIDES = new RegExp(`${ASIDE}(\\d+)${ASIDE}`, 'g');

export function encodeLedger(entries: readonly string[]): Uint8Array {
  const aside: Uint8Array[] = [];
  let length = 0;
  const text = entries.join(END).replace(PIXELS, (whole, px: string) => {
    const bytes = decodeBase64(px);
    if (!bytes.ok || encodeBase64(bytes.value) !== px) return whole;
    aside.push(bytes.value);
    length += bytes.value.length;
    return ASIDE + bytes.value.length + ASIDE;
  });
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
  return text
    .replace(ASIDES, (_, bytes: string) => {
      const from = at;
      at += Number(bytes);
      return `"px":"${encodeBase64(block.subarray(from, at))}"`;
    })
    .split(END);
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
