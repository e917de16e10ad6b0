/**
 * The ledger: every line that went into a world, once, in the order of its log. The blocks are derived from it and can be
 * made anew; exporting a world is copying it. A block is deflated text, one entry a line:
 * `[@clock ]Factoscope:…`, `[@clock ]{envelope}`, `[@clock ]F[packets]` for foreign packets, `[@clock ]E{event}`.
 */
import { deflateSync, inflateSync } from 'fflate';
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

export const encodeLedger = (entries: readonly string[]): Uint8Array => deflateSync(encoder.encode(entries.join(END)), { level: 1 });
export const decodeLedger = (bytes: Uint8Array): string[] => decoder.decode(inflateSync(bytes)).split(END);

export const ledgerPrefix = (world: string, run = ''): string => `l/${world}/${run ? `${run}/` : ''}`;
export const ledgerKey = (world: string, run: string, block: number): string => `${ledgerPrefix(world, run)}${String(block).padStart(6, '0')}`;

/** Entries of one run (or of a whole world), block by block. */
export async function* ledgerEntries(store: BlockStore, world: string, run = ''): AsyncGenerator<string[]> {
  const prefix = ledgerPrefix(world, run);
  for (const key of await store.keys(prefix, `${prefix.slice(0, -1)}0`)) {
    const [bytes] = await store.get([key]);
    if (bytes) yield decodeLedger(bytes);
  }
}
