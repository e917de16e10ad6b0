/** Lines cut into frames, and the last of them kept for those who lag [L10]. */
import { encodeFrame, type FrameHead, HEAD_ROOM, MAX_FRAME } from '../../../src/core/live/wire';

export interface Frame {
  /** Who stands here has to get this frame next. */
  from: number;
  offset: number;
  bytes: Uint8Array;
}

const LF = 10;
const ROOM = MAX_FRAME - HEAD_ROOM;

/** Cuts behind a line where one ends, else in the middle of it; the second number is where the last whole line ends with it. */
export function* pieces(lines: Uint8Array): Generator<[piece: Uint8Array, whole: number]> {
  let whole = 0;
  for (let at = 0; at < lines.length; ) {
    const most = Math.min(lines.length, at + ROOM);
    const feed = lines.lastIndexOf(LF, most - 1);
    if (feed >= at) whole = feed + 1;
    const end = feed >= at ? whole : most;
    yield [lines.subarray(at, end), whole];
    at = end;
  }
}

/** Of whole lines that begin at `from` in the log and are there as they came. */
export function* plainFrames(epoch: string, from: number, lines: Uint8Array): Generator<Frame> {
  let before = from;
  for (const [piece, whole] of pieces(lines)) {
    const offset = from + whole;
    yield { from: before, offset, bytes: encodeFrame({ epoch, offset, what: 'lines' }, piece) };
    before = offset;
  }
}

/** Of what was made of the log's lines from `from` to `offset`: nobody has got there before the last frame. */
export function* madeFrames(epoch: string, from: number, offset: number, lines: Uint8Array): Generator<Frame> {
  const cut = [...pieces(lines)];
  for (const [i, [piece]] of cut.entries()) {
    const reached = i === cut.length - 1 ? offset : from;
    yield { from, offset: reached, bytes: encodeFrame({ epoch, offset: reached, what: 'lines' }, piece) };
  }
}

export interface Keyframe {
  offset: number;
  /** Of its lines. */
  length: number;
  frames: readonly Uint8Array[];
  /** For whom lines were left out. */
  afterGap: readonly Uint8Array[];
}

export function keyframeOf(epoch: string, offset: number, lines: Uint8Array): Keyframe {
  const cut = [...pieces(lines)].map(([piece]) => piece);
  if (cut.length === 0) cut.push(lines);
  const frame = (i: number, gap: boolean): Uint8Array => {
    const head: FrameHead = { epoch, offset, what: 'state' };
    if (i === 0) Object.assign(head, { first: true, bytes: lines.length }, gap ? { gap: true } : {});
    if (i === cut.length - 1) head.last = true;
    return encodeFrame(head, cut[i]!);
  };
  const frames = cut.map((_, i) => frame(i, false));
  return { offset, length: lines.length, frames, afterGap: [frame(0, true), ...frames.slice(1)] };
}

/** The last frames, numbered from 0 since it was made. */
export class Ring {
  private frames: Frame[] = [];
  /** Number of the first that is kept. */
  private first = 0;
  private bytes = 0;

  constructor(private readonly limit: number) {}

  /** Number of the next one to come. */
  get next(): number {
    return this.first + this.frames.length;
  }

  /** Where the oldest that is kept begins; null: none is. */
  get start(): number | null {
    return this.frames[0]?.from ?? null;
  }

  /** Frames beyond `needed` are kept up to four times the room: whoever gets a state of there goes on with them. */
  push(frame: Frame, needed: number): void {
    this.frames.push(frame);
    this.bytes += frame.bytes.length;
    let gone = 0;
    while (gone < this.frames.length - 1) {
      const oldest = this.frames[gone]!;
      if (this.bytes <= this.limit || (oldest.offset > needed && this.bytes <= this.limit * 4)) break;
      this.bytes -= oldest.bytes.length;
      gone += 1;
    }
    if (gone === 0) return;
    this.frames.splice(0, gone);
    this.first += gone;
  }

  /** undefined: it is not kept any more, or yet to come. */
  get(number: number): Frame | undefined {
    return this.frames[number - this.first];
  }

  /** The first frame that who stands there has to get; `next` behind all of them, null before what is kept. */
  numberAt(offset: number): number | null {
    const last = this.frames.at(-1);
    if (last === undefined) return null;
    const start = this.frames[0]!.from;
    if (offset < start) return null;
    // Frames of one place (pieces, what is restated between lines) all begin there: the first of them.
    const found = this.frames.findIndex(({ from, offset: to }) => from >= offset || to > offset);
    return found < 0 ? this.next : this.first + found;
  }

  /** Where the first frame begins that begins there or behind; null: none does. */
  boundary(offset: number): number | null {
    return this.frames.find(({ from }) => from >= offset)?.from ?? null;
  }
}
