/** Somebody who watches, without a browser: what comes is taken in as the site does it, and kept as it came. */
import { WebSocket } from 'ws';
import {
  decodeFrame,
  type FrameHead,
  type Hello,
  LIVE_VERSION,
  type Position,
  type Wanted,
  type Welcome,
} from '../../../src/core/live/wire';
import type { Problem } from '../../../src/core/result';
import { type BlockStore, MemoryStore } from '../../../src/core/world/block-store';
import { Library } from '../../../src/core/world/library';
import type { World } from '../../../src/core/world/world';
import type { FeedSource } from '../../../src/worker-api/feed-api';
import { Feeder } from '../../../workers/feeder';
import { kernels } from '../../kernels';

export interface Watch {
  /** `ws://host:port/live/server`. */
  url: string;
  token?: string;
  want?: Wanted;
  store?: BlockStore;
  /** Opens another connection when one ends. */
  again?: boolean;
  headers?: Record<string, string>;
  /** Says no hello by itself. */
  silent?: boolean;
}

interface Part {
  lines: Uint8Array;
  position: Position | null;
  begins: boolean;
}

const RETRY_MS = 20;
const AT_ONCE = 1024 * 1024;

export class Watcher {
  readonly store: BlockStore;
  readonly source: FeedSource;
  readonly welcomes: Welcome[] = [];
  readonly closed: { code: number; reason: string }[] = [];
  readonly problems: Problem[] = [];
  /** What was wrong with frames or their order; empty on a relay without faults. */
  readonly faults: string[] = [];
  /** The last unbroken piece of the log: where it begins, and its bytes. */
  piece: { from: number; bytes: Uint8Array[] } | null = null;
  /** Keyframes: where each was, and whether lines before it were left out. */
  readonly keyframes: { offset: number; gap: boolean; bytes: number; told: number | undefined }[] = [];
  /** Bytes of frames. */
  bytes = 0;
  /** Behind everything that came. */
  position: Position | null = null;
  /** Behind everything that is taken in. */
  taken: Position | null = null;
  socket: WebSocket | null = null;
  private readonly feeder: Feeder;
  private queue: Part[] = [];
  private feeding: Promise<void> | null = null;
  private inState = false;
  private stopped = false;
  private fed: Position | null = null;

  constructor(readonly options: Watch) {
    this.store = options.store ?? new MemoryStore();
    const url = new URL(options.url);
    const server = url.pathname.split('/').at(-1)!;
    this.source = { relay: new URL('../', options.url).href, server, name: server };
    this.feeder = new Feeder({
      store: this.store,
      library: async (store) => new Library(store, await kernels()),
      scan: async () => (await kernels()).scanLines,
    });
    this.connect();
  }

  private connect(): void {
    const { url, headers = {}, silent = false } = this.options;
    const socket = new WebSocket(url, { headers, perMessageDeflate: false });
    socket.binaryType = 'nodebuffer';
    this.socket = socket;
    socket.on('error', () => {});
    socket.on('open', () => silent || this.hello());
    socket.on('message', (data: Buffer, binary: boolean) => {
      if (binary) this.frame(data);
      else this.welcomes.push(JSON.parse(data.toString('utf8')) as Welcome);
    });
    socket.on('close', (code, reason) => {
      this.closed.push({ code, reason: reason.toString('utf8') });
      // Half a keyframe is none.
      if (this.inState) this.position = null;
      this.inState = false;
      if (this.options.again && !this.stopped) setTimeout(() => this.stopped || this.connect(), RETRY_MS);
    });
  }

  private hello(): void {
    const { token, want } = this.options;
    const hello: Hello = {
      type: 'hello',
      v: LIVE_VERSION,
      ...(token === undefined ? {} : { token }),
      ...(want === undefined ? {} : { want }),
      ...(this.position === null ? {} : { from: this.position }),
    };
    this.socket!.send(JSON.stringify(hello));
  }

  private frame(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    const read = decodeFrame(bytes);
    if (!read.ok) {
      this.faults.push(read.problem.detail);
      return;
    }
    const { head, lines } = read.value;
    const part = head.what === 'state' ? this.stated(head, lines) : this.lined(head, lines);
    if (part === null) return;
    this.position = part.position;
    this.queue.push(part);
    this.feeding ??= this.feed().finally(() => {
      this.feeding = null;
    });
  }

  private stated(head: FrameHead, lines: Uint8Array): Part | null {
    if (head.first) {
      this.keyframes.push({ offset: head.offset, gap: head.gap === true, bytes: 0, told: head.bytes });
      this.inState = true;
    } else if (!this.inState) {
      this.faults.push('a keyframe that did not begin');
      return null;
    }
    const keyframe = this.keyframes.at(-1)!;
    keyframe.bytes += lines.length;
    if (head.last) {
      this.inState = false;
      if (keyframe.told !== keyframe.bytes) this.faults.push(`a keyframe of ${keyframe.told} bytes has ${keyframe.bytes}`);
      this.piece = { from: head.offset, bytes: [] };
    }
    return { lines, begins: head.first === true, position: head.last ? { epoch: head.epoch, offset: head.offset } : null };
  }

  private lined(head: FrameHead, lines: Uint8Array): Part | null {
    if (this.inState || this.position === null || this.position.epoch !== head.epoch) {
      this.faults.push('lines without what they go on from');
      return null;
    }
    if (head.offset < this.position.offset) this.faults.push(`a step back from ${this.position.offset} to ${head.offset}`);
    this.piece?.bytes.push(lines);
    return { lines, begins: false, position: { epoch: head.epoch, offset: head.offset } };
  }

  private async feed(): Promise<void> {
    while (this.queue.length > 0) {
      const [first, ...rest] = this.queue;
      let size = first!.lines.length;
      let count = 1;
      for (const part of rest) {
        if (part.begins || size > AT_ONCE) break;
        size += part.lines.length;
        count += 1;
      }
      const parts = this.queue.splice(0, count);
      await this.give(Buffer.concat(parts.map(({ lines }) => lines)), parts.at(-1)!.position, first!.begins, false);
    }
  }

  private async give(lines: Uint8Array, position: Position | null, begins: boolean, ends: boolean): Promise<void> {
    const { source, fed } = this;
    const { problems } = await this.feeder.feed({ by: 'test', source, from: begins ? null : fed, position, begins, ends }, lines);
    this.problems.push(...problems);
    this.fed = position;
    this.taken = position;
  }

  /** The bytes of the last unbroken piece, and where it begins. */
  get log(): { from: number; bytes: Buffer } {
    return { from: this.piece?.from ?? 0, bytes: Buffer.concat(this.piece?.bytes ?? []) };
  }

  /** All that came is taken in and settled; its world, null when nothing told of one. */
  async world(): Promise<World | null> {
    while (this.feeding !== null) await this.feeding;
    if (this.fed !== null) await this.give(new Uint8Array(), this.fed, false, true);
    const library = new Library(this.store, await kernels());
    const { world } = (
      await this.feeder.feed(
        { by: 'test', source: this.source, from: this.fed, position: this.fed, begins: false, ends: true },
        new Uint8Array(),
      )
    ).place;
    return world === null ? null : await library.world(world);
  }

  /** The connection breaks as by a fault of the network. */
  drop(): void {
    this.socket?.terminate();
  }

  close(): void {
    this.stopped = true;
    this.socket?.terminate();
  }
}
