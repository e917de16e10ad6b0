import { inflateBounded } from '../inflate';
import { readEnvelope } from '../packet/read';
import { type LineEnvelope, MARKER, type Packet, TEXT_MARKER } from '../packet/schema';
import { readTextLine } from '../packet/text-line';
import type { Result } from '../result';
import { unclocked } from './ledger';
import type { ToldRow } from './story';
import type { WorldInfo } from './types';

/** What an engine line gave: kept with the line itself, so that it is known again. */
export interface EngineNote {
  row: ToldRow | null;
  count: keyof WorldInfo['engine'] | null;
  /** When the launch began (ms since 1970) whose seconds are the only time the line gives: another one may say the very same. */
  launch?: number;
}

export type LedgerEntry =
  | { type: 'packets'; text: string; envelope: LineEnvelope }
  | { type: 'foreign'; text: string; packets: Packet[] }
  | { type: 'engine'; text: string; note: EngineNote }
  | { type: 'broken'; text: string };

const SEPARATOR = '\u001e';

export const engineEntry = (text: string, note: EngineNote): string => `E${JSON.stringify(note)}${SEPARATOR}${text}`;

/** An entry of the ledger; `text` is what it is known again by. */
export function readLedgerEntry(entry: string): LedgerEntry {
  const { text } = unclocked(entry);
  if (text[0] === 'F' && text[1] === '[') return { type: 'foreign', text, packets: JSON.parse(text.slice(1)) as Packet[] };
  if (text[0] === 'E' && text[1] === '{') {
    const at = text.indexOf(SEPARATOR);
    return { type: 'engine', text: text.slice(at + 1), note: JSON.parse(text.slice(1, at)) as EngineNote };
  }
  const envelope = readLine(text);
  return envelope.ok ? { type: 'packets', text, envelope: envelope.value } : { type: 'broken', text };
}

/** A line of packets as the reader gave it: with its marker, bare, or a text of the game [P1], [P10], [P11]. */
export function readLine(text: string): Result<LineEnvelope> {
  if (text.startsWith(TEXT_MARKER)) return readTextLine(text);
  return readEnvelope(text.startsWith(MARKER) ? text.slice(MARKER.length) : text, inflateBounded);
}
