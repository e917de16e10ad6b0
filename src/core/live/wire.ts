/**
 * What a relay and those who watch say to each other on `/live/{server}`; docs/relay.md numbers the rules [L…].
 *
 * A watcher says hello in a text message; the relay answers with a welcome in one, then sends frames, binary messages: a line of JSON
 * that says what the frame is, then lines of a log as they came, each with its line feed (of a line longer than a frame, a piece).
 */
import type { Result } from '../result';
import { fail, ok } from '../result';

export const LIVE_VERSION = 1;
/** A frame's bytes at most, its head included. */
export const MAX_FRAME = 65_536;
/** What a watcher may send at once, in bytes. */
export const MAX_HELLO = 4_096;
/** Name of the meta element of a page that a relay serves; its content is the relay's address, relative to the page. */
export const RELAY_META = 'factoscope-relay';

/** Where a watcher is: lines up to `offset`, not included, have been sent. Of one server and one view of it alone. */
export interface Position {
  /** Names the relay's log, which begins anew when its folder is lost, and what of it this watcher may see. */
  epoch: string;
  /** Bytes of the relay's log since it began. */
  offset: number;
}

/** What a watcher would like to see; what it may not see is left out without a word. Names as in the game. */
export interface Wanted {
  surfaces?: string[];
  force?: string;
  /** Kinds of packets. */
  kinds?: string[];
}

export interface Hello {
  type: 'hello';
  v: number;
  /** Who has one sees all; never in an address, where proxies would write it down. */
  token?: string;
  /** To go on from there. */
  from?: Position;
  want?: Wanted;
}

export interface Welcome {
  type: 'welcome';
  v: number;
  server: ServerInfo;
  /** Something is left out of what comes: whose map it is, and whether chat is among it. */
  thin: { force: string | null; surfaces: string[] | null; kinds: string[] | null; chat: boolean } | null;
  /** It goes on from where the watcher was; otherwise a keyframe comes first. */
  resumed: boolean;
}

/** A server as `/api/servers` lists it and a welcome names it. */
export interface ServerInfo {
  id: string;
  name: string;
  /** Of the world that is played; null: nothing was told yet. */
  world: string | null;
  tick: number | null;
  /** Milliseconds since 1970 when the last line came. */
  heard: number | null;
  online: number;
  watchers: number;
  /** Lines come; none has for a while; none ever has. */
  state: 'live' | 'quiet' | 'waiting';
}

export interface FrameHead {
  epoch: string;
  /** Up to here with this frame: always behind a whole line, so a piece of a long line says where it began. */
  offset: number;
  /**
   * 'state': a piece of a keyframe, to be taken from its first piece on; `first` and `last` mark its ends. `gap`: lines before it were
   * left out for this watcher, who was too slow or away too long. 'lines': what follows.
   */
  what: 'state' | 'lines';
  first?: true;
  last?: true;
  gap?: true;
  /** Bytes of the whole keyframe, in its first frame. */
  bytes?: number;
}

/** Why a relay closes, as codes of the WebSocket. */
export const CLOSE = {
  /** Not a hello, or not within time. */
  badHello: 4400,
  badToken: 4401,
  noServer: 4404,
  tooMany: 4429,
  /** It is stopped, or started anew. */
  away: 1001,
} as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const LF = 10;
/** Room for a frame's head. */
export const HEAD_ROOM = 256;

export function encodeFrame(head: FrameHead, lines: Uint8Array): Uint8Array {
  const first = encoder.encode(`${JSON.stringify(head)}\n`);
  const frame = new Uint8Array(first.length + lines.length);
  frame.set(first);
  frame.set(lines, first.length);
  return frame;
}

export function decodeFrame(frame: Uint8Array): Result<{ head: FrameHead; lines: Uint8Array }> {
  const end = frame.subarray(0, HEAD_ROOM).indexOf(LF);
  if (end < 0 || frame.length > MAX_FRAME) return fail('bad-frame', 'A frame of the relay has no head, or is too long.');
  let head: unknown;
  try {
    head = JSON.parse(decoder.decode(frame.subarray(0, end)));
  } catch {
    head = null;
  }
  if (!isHead(head)) return fail('bad-frame', 'The head of a frame of the relay cannot be read.');
  return ok({ head, lines: frame.subarray(end + 1) });
}

function isHead(value: unknown): value is FrameHead {
  if (typeof value !== 'object' || value === null) return false;
  const { epoch, offset, what, bytes } = value as Record<string, unknown>;
  return isEpoch(epoch) && isOffset(offset) && (what === 'state' || what === 'lines') && (bytes === undefined || isOffset(bytes));
}

const isEpoch = (value: unknown): value is string => typeof value === 'string' && /^[\w.-]{1,80}$/.test(value);
const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

export const isPosition = (value: unknown): value is Position => {
  if (typeof value !== 'object' || value === null) return false;
  const { epoch, offset } = value as Record<string, unknown>;
  return isEpoch(epoch) && isOffset(offset);
};
