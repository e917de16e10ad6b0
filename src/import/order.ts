/** Which of several logs comes first, told by what is in them: names like `factorio-previous (3).log` tell nothing. */
import { Gunzip } from 'fflate';
import { decodeBase64 } from '../core/base64';
import { inflateBounded } from '../core/inflate';
import { MARKER } from '../core/packet/schema';
import type { Source } from './source';

const HEAD = 65_536;
/** So many packed lines are opened in search of a tick. */
const PACKED_TRIES = 4;

interface Begins {
  /** Milliseconds since 1970 as the log itself says; null where it does not. */
  time: number | null;
  tick: number | null;
}

/** The files in the order in which they were written: by first date, those without by first tick, then the rest as they came. */
export async function orderByContent(files: readonly Source[]): Promise<Source[]> {
  if (files.length < 2) return [...files];
  const rows: { file: Source; begins: Begins }[] = [];
  for (const file of files) rows.push({ file, begins: await begins(file) });
  const rank = ({ time, tick }: Begins) => (time !== null ? 0 : tick !== null ? 1 : 2);
  rows.sort(({ begins: a }, { begins: b }) => rank(a) - rank(b) || (a.time ?? 0) - (b.time ?? 0) || (a.tick ?? 0) - (b.tick ?? 0));
  return rows.map(({ file }) => file);
}

async function begins(file: Source): Promise<Begins> {
  let head: Uint8Array;
  try {
    head = await file.slice(0, HEAD);
  } catch {
    // Reading it will fail too, and say so.
    return { time: null, tick: null };
  }
  const text = new TextDecoder().decode(head[0] === 0x1f && head[1] === 0x8b ? gunzipHead(head) : head);
  return { time: firstTime(text), tick: firstTick(text) };
}

function gunzipHead(head: Uint8Array): Uint8Array {
  let first: Uint8Array | null = null;
  try {
    const stream = new Gunzip((piece) => {
      first ??= piece;
    });
    // Small steps: the first piece is enough and a bomb gets no further.
    for (let at = 0; at < head.length && first === null; at += 1024) stream.push(head.subarray(at, at + 1024));
  } catch {
    // Damaged: the reader says so.
  }
  return (first ?? new Uint8Array(0)).subarray(0, HEAD);
}

/** The engine's first line, else a carrier's clock near the top. */
function firstTime(text: string): number | null {
  const found =
    /(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d); Factorio \d/.exec(text) ??
    /(?:^|["\s>])(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)/.exec(text.slice(0, 4096));
  if (found === null) return null;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function firstTick(text: string): number | null {
  const plain = tickIn(text);
  if (plain !== null) return plain;
  let at = -1;
  for (let tries = 0; tries < PACKED_TRIES; tries++) {
    at = text.indexOf(MARKER, at + 1);
    if (at < 0) return null;
    const body = /^[A-Za-z0-9+/]+=*/.exec(text.slice(at + MARKER.length, at + 5000))?.[0] ?? '';
    const bytes = decodeBase64(body);
    const json = bytes.ok ? inflateBounded(bytes.value, 1 << 20) : bytes;
    const tick = json.ok ? tickIn(new TextDecoder().decode(json.value)) : null;
    if (tick !== null) return tick;
  }
  return null;
}

function tickIn(text: string): number | null {
  // In docker's and journald's JSON the quotes are escaped.
  const found = /\\?"tick\\?":\s*(\d{1,16})/.exec(text);
  return found === null ? null : Number(found[1]);
}
