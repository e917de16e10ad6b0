/**
 * What `forward` and a relay say to each other on `/forward/{server}`. The forwarder says hello in a text message; the relay answers from
 * which byte on it wants the spool. Then frames go one way, binary messages: the place of their first byte, a line feed, bytes of the spool,
 * cut anywhere; and the other way, in text, up to where lines are kept.
 */
import { fail, ok, type Result } from '../../../src/core/result';
import { guardJson } from './json';

export const FORWARD_VERSION = 1;
/** Bytes of a spool in one frame, at most. */
export const MAX_PIECE = 64 * 1024;
/** Of a message in text. */
export const MAX_TEXT = 4_096;
/** Bytes that are sent before the relay says that some are kept. */
export const WINDOW = 4 * 1024 * 1024;

export interface ForwardHello {
  type: 'hello';
  v: number;
  token: string;
  /** Names the spool: where it was read to is known by this. */
  spool: string;
}

/** `offset`: the relay has all lines before. `type` 'from': it wants what follows. */
export interface ForwardAnswer {
  type: 'from' | 'kept';
  offset: number;
}

/** Why a relay closes, as codes of the WebSocket; others as of /live. */
export const FORWARD_CLOSE = {
  /** Another one came with the same spool: this one, cut off or not, is not needed any more. */
  replaced: 4409,
  /** What it kept could not be written down; later, perhaps. */
  notKept: 1011,
} as const;

export function readHello(text: string): ForwardHello | null {
  const { type, v, token, spool } = guardJson(text);
  const good =
    type === 'hello' && v === FORWARD_VERSION && typeof token === 'string' && typeof spool === 'string' && /^[\w-]{8,80}$/.test(spool);
  return good ? { type, v, token, spool } : null;
}

export function readAnswer(text: string): ForwardAnswer | null {
  const { type, offset } = guardJson(text);
  return (type === 'from' || type === 'kept') && isOffset(offset) ? { type, offset } : null;
}

const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const LF = 10;
const MAX_DIGITS = 16;

export const encodePiece = (offset: number, bytes: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([Buffer.from(`${offset}\n`), bytes]));

export function decodePiece(frame: Uint8Array): Result<{ offset: number; bytes: Uint8Array }> {
  const end = frame.subarray(0, MAX_DIGITS + 1).indexOf(LF);
  const head = end < 0 ? '' : new TextDecoder().decode(frame.subarray(0, end));
  const offset = /^\d+$/.test(head) ? Number(head) : -1;
  if (!isOffset(offset) || frame.length - end - 1 > MAX_PIECE)
    return fail('bad-frame', 'A frame of forwarded lines does not say where they belong.');
  return ok({ offset, bytes: frame.subarray(end + 1) });
}
