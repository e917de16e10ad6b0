import { decodeBase64 } from '../base64';
import { fail, ok, type Problem, type Result } from '../result';
import { isIndex, isSeq, OUT_OF_RANGE, packetFault, pastSeqs } from './guards';
import { parseForeign } from './json';
import type { LineEnvelope, Packet } from './schema';
import { lift, type RawEnvelope } from './upgrade';

/** A packed body may inflate to this many bytes [P4]. */
export const MAX_INFLATED = 1_000_000;
/** At most this many parts make a packet list [P5]. */
export const MAX_PARTS = 4096;

export type Inflate = (bytes: Uint8Array, max: number) => Result<Uint8Array>;
/** Told of what is dropped while the rest is kept. */
export type Report = (problem: Problem) => void;

const decoder = new TextDecoder();

/**
 * The body of a packet line (what follows the marker) into its envelope, lifted to the current version [P2]–[P5], [P10].
 * A packet that is not what the schema says is dropped and reported; the others are kept, unknown kinds too.
 * Errors: `bad-json`, `bad-base64`, `bad-zlib`, `zip-bomb`, `too-deep`, `too-new`, `bad-envelope`, `out-of-range`.
 */
export function readEnvelope(body: string, inflate: Inflate, report?: Report): Result<LineEnvelope> {
  const text = unpacked(body, inflate, MAX_INFLATED);
  if (!text.ok) return text;
  const parsed = parseForeign(text.value);
  if (!parsed.ok) return parsed;
  return checked(parsed.value, report);
}

/** A body as JSON text: as it is when it begins with `{`, else base64 of a zlib stream [P4]. */
export function unpacked(body: string, inflate: Inflate, max: number): Result<string> {
  if (body.charCodeAt(0) === 123) return ok(body);
  const packed = decodeBase64(body);
  if (!packed.ok) return packed;
  const bytes = inflate(packed.value, max);
  return bytes.ok ? ok(decoder.decode(bytes.value)) : bytes;
}

function checked(value: unknown, report?: Report): Result<LineEnvelope> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return badEnvelope('it is no object');
  const raw = value as RawEnvelope;
  if (!Number.isSafeInteger(raw.v)) return badEnvelope('it has no version');
  const lifted = lift(raw);
  if (!lifted.ok) return lifted;
  const { v, seq, chain, at, part, thin, d } = lifted.value;
  const envelope: LineEnvelope = { v: v as number, d: [] };
  if (pastSeqs(seq) || pastSeqs(chain) || (Array.isArray(at) && (pastSeqs(at[0]) || pastSeqs(at[1]))))
    return fail('out-of-range', 'A packet line cannot be used: its place in the history lies beyond 4,294,967,295.');
  if (seq !== undefined || chain !== undefined) {
    if (!isSeq(seq) || !isIndex(chain)) return badEnvelope('its seq or chain is no number');
    envelope.seq = seq;
    envelope.chain = chain;
  } else if (at !== undefined) {
    // A log's first local lines come before any chained one: seq 0.
    if (!Array.isArray(at) || !isIndex(at[0]) || !isIndex(at[1])) return badEnvelope('its place in the history is no [seq, chain]');
    envelope.at = [at[0], at[1]];
  } else {
    return badEnvelope('it has no place in the history');
  }
  if (thin === true) envelope.thin = true;
  if (part !== undefined) {
    if (!Array.isArray(part) || !part.every(isIndex)) return badEnvelope('its part is no [number, count, id]');
    const [n, of, id] = part as [number, number, number];
    if (!(n >= 1 && n <= of && of <= MAX_PARTS) || id === undefined) return badEnvelope(`its part is number ${n} of ${of}`);
    if (typeof d !== 'string') return badEnvelope('its part holds no text');
    envelope.part = [n, of, id];
    envelope.d = d;
    return ok(envelope);
  }
  const list = packetList(d);
  if (!list) return badEnvelope('it holds no list of packets');
  envelope.d = validPackets(list, report);
  return ok(envelope);
}

const badEnvelope = (why: string) => fail('bad-envelope', `A packet line cannot be used: ${why}.`);

function packetList(d: unknown): unknown[] | null {
  if (Array.isArray(d)) return d;
  return typeof d === 'object' && d !== null && Object.keys(d).length === 0 ? [] : null;
}

/** Those that are right; the others are reported as `bad-packet` or `out-of-range`. */
export function validPackets(list: unknown[], report?: Report): Packet[] {
  let kept: Packet[] | null = null;
  for (let i = 0; i < list.length; i++) {
    const wrong = packetFault(list[i]);
    if (wrong === null) {
      kept?.push(list[i] as Packet);
      continue;
    }
    kept ??= list.slice(0, i) as Packet[];
    report?.(packetProblem(list[i], wrong));
  }
  return kept ?? (list as Packet[]);
}

function packetProblem(packet: unknown, wrong: string): Problem {
  const kind = (packet as { kind?: unknown } | null)?.kind;
  const name = typeof kind === 'string' ? `The packet "${kind.slice(0, 40)}"` : 'A packet';
  return wrong.startsWith(OUT_OF_RANGE)
    ? fail('out-of-range', `${name} lies outside what the game allows: ${wrong.slice(OUT_OF_RANGE.length)}.`).problem
    : fail('bad-packet', `${name} was left out: ${wrong}.`).problem;
}

/** The packets of a list's JSON text, as the parts of a long one make up together [P5]. Errors as of `readEnvelope`. */
export function readPackets(json: string, report?: Report): Result<Packet[]> {
  const parsed = parseForeign(json);
  if (!parsed.ok) return parsed;
  const list = packetList(parsed.value);
  return list ? ok(validPackets(list, report)) : badEnvelope('its parts make no list of packets');
}
