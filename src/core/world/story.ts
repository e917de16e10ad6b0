/** The story lane: what was said and done, one row each, in ticks; rows without a tick keep their clock. */
import type { Packet, Tick } from '../packet/schema';
import { isText } from '../packet/text-line';
import type { Lanes } from './lanes';
import { type Entry, entriesOf, entriesUpTo, type LaneRecord } from './record';
import type { StoryRow } from './types';

const LANE = 'story';
/**
 * Rows lie in pages in the order in which they came, each a region of its own. A lane is cut between ticks alone, and a
 * console's rows have none: they would be one record, written anew with every flush.
 */
const page = (rx: number) => ({ lane: LANE, level: 0, rx, ry: 0 });
const PAGE_BYTES = 128 * 1024;
const decoder = new TextDecoder();
const encoder = new TextEncoder();
const nothing = new Uint8Array(0);
/** Of a message on a channel, in characters of its JSON. */
const MOST_OF_MESSAGE = 400;
/** The console tells again what the mod has told: rows this close are one. */
const SAME_WITHIN: Tick = 300;

export interface ToldRow extends StoryRow {
  /** Told by the engine or console, not by a packet. */
  engine?: true;
  /** Of a row without a tick: the last one its log had named before. */
  after?: Tick;
  /** Of a row without a tick that came before its log's first one: that one. */
  before?: Tick;
}

export async function changeStory(lanes: Lanes, rows: readonly ToldRow[]): Promise<void> {
  let last = 0;
  for (const [rx] of await lanes.regions(LANE, 0)) last = Math.max(last, rx);
  let bytes = (await lanes.from(page(last), 0)).reduce((sum, record) => sum + record.data.length, 0);
  let entries: Entry[] = [];
  const put = async (): Promise<void> => {
    entries.sort((a, b) => a.tick - b.tick);
    await lanes.merge(page(last), entries, new Set(), () => nothing);
    entries = [];
  };
  for (const row of rows) {
    if (bytes > PAGE_BYTES) {
      await put();
      last += 1;
      bytes = 0;
    }
    const entry: Entry = { tick: row.tick ?? row.after ?? 0, slot: 0, bytes: encoder.encode(JSON.stringify(row)) };
    bytes += entry.bytes.length;
    entries.push(entry);
  }
  await put();
}

/** So many pages are kept parsed, 128 kB of JSON each: more are parsed at each question. */
const KEPT_PAGES = 24;

/** The story of a unit as rows. They are shared: whoever asks must not change them. */
export class StoryPages {
  /** By the record they were parsed of, the one used longest ago first. */
  private readonly parsed = new Map<LaneRecord, ToldRow[]>();

  constructor(private readonly lanes: Lanes) {}

  /** All rows up to a tick, and those without one that their log had before it. */
  async until(tick: Tick): Promise<ToldRow[]> {
    const rows: ToldRow[] = [];
    const pages = (await this.lanes.regions(LANE, 0)).sort(([a], [b]) => a - b);
    for (const [rx] of pages) {
      for (const record of await this.lanes.from(page(rx), 0)) {
        const told = this.rowsOf(record);
        const count = entriesUpTo(record, tick);
        for (let i = 0; i < count; i++) rows.push(told[i]!);
      }
    }
    return rows;
  }

  private rowsOf(record: LaneRecord): ToldRow[] {
    const rows = this.parsed.get(record) ?? entriesOf(record).map(({ bytes }) => JSON.parse(decoder.decode(bytes)) as ToldRow);
    this.parsed.delete(record);
    this.parsed.set(record, rows);
    for (const oldest of this.parsed.keys()) {
      if (this.parsed.size <= KEPT_PAGES) break;
      this.parsed.delete(oldest);
    }
    return rows;
  }
}

/** By tick; a row without one comes after all of the tick that its log had named before it, or first of all. */
export function inOrder(rows: readonly ToldRow[]): ToldRow[] {
  const place = (row: ToldRow): Tick => row.tick ?? row.after ?? -1;
  const loose = (row: ToldRow): number => (row.tick === null ? 1 : 0);
  const clock = (row: ToldRow): number => (row.tick === null ? (row.clock ?? 0) : 0);
  return [...rows].sort((a, b) => place(a) - place(b) || loose(a) - loose(b) || clock(a) - clock(b));
}

/** Leaves out what the console tells of what a packet has told. */
export function toldOnce(rows: readonly ToldRow[]): StoryRow[] {
  const told = new Map<string, Tick[]>();
  const keyOf = (row: ToldRow): string => (row.type === 'chat' ? `chat ${row.text}` : row.type);
  for (const row of rows) {
    if (row.engine || row.tick === null) continue;
    const list = told.get(keyOf(row));
    if (list) list.push(row.tick);
    else told.set(keyOf(row), [row.tick]);
  }
  for (const list of told.values()) list.sort((a, b) => a - b);
  return rows
    .filter((row) => !row.engine || row.tick === null || !near(told.get(keyOf(row)), row.tick))
    .map(({ engine: _, after: __, before: ___, ...row }) => row);
}

function near(ticks: readonly Tick[] | undefined, tick: Tick): boolean {
  if (!ticks) return false;
  let low = 0;
  let high = ticks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ticks[middle]! < tick - SAME_WITHIN) low = middle + 1;
    else high = middle;
  }
  return low < ticks.length && ticks[low]! <= tick + SAME_WITHIN;
}

export function rowOfPacket(packet: Packet): ToldRow | null {
  // What is restated happened before, and was told by others [P27].
  if (packet.key !== undefined) return null;
  const base = { tick: packet.tick, clock: null };
  switch (packet.kind) {
    case 'chat':
      return { ...base, type: 'chat', text: packet.text, ...player(packet.player) };
    case 'command':
      return { ...base, type: 'command', text: `/${packet.command}${packet.args ? ` ${packet.args}` : ''}`, ...player(packet.player) };
    case 'join':
    case 'leave':
    case 'kick':
    case 'ban':
    case 'death':
      return {
        ...base,
        type: packet.kind,
        text: packet.cause ?? '',
        ...player(packet.player),
        ...(packet.name === undefined ? {} : { name: packet.name }),
      };
    case 'research':
      return packet.state === 'finished'
        ? { ...base, type: 'research', text: packet.level ? `${packet.name} ${packet.level}` : packet.name, force: packet.force }
        : null;
    case 'rocket':
      return packet.total === undefined ? { ...base, type: 'rocket', text: '', force: packet.force } : null;
    case 'config':
      return { ...base, type: 'config', text: packet.game ?? '' };
    case 'channel':
      // Names of prototypes by command are no message.
      return isText(packet.name)
        ? null
        : { ...base, type: 'channel', name: packet.name, text: JSON.stringify(packet.data ?? null).slice(0, MOST_OF_MESSAGE) };
    default:
      return null;
  }
}

const player = (index: number | undefined): { player?: number } => (index === undefined ? {} : { player: index });
