/** A relay's outer side over a real log in a folder of its own, and somebody who watches and looks at every frame. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { decodeFrame, type FrameHead, type Hello, LIVE_VERSION, type Welcome } from '../../../../src/core/live/wire';
import { kernels } from '../../../kernels';
import { type Hub, Hubs } from '../../hub';
import { FileKeeping } from '../../keep/files';
import { Tokens } from '../../tokens';
import type { OutCounts, OutOptions } from '../options';
import { Out } from '../out';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** When the test is over, the last first. */
export const atEnd = (close: () => unknown): unknown => closers.push(close);

export class Counted implements OutCounts {
  readonly refusals: string[] = [];
  bytes = 0;
  gaps = 0;

  refused(why: string): void {
    this.refusals.push(why);
  }

  bytesOut(_server: string, bytes: number): void {
    this.bytes += bytes;
  }

  gap(): void {
    this.gaps += 1;
  }
}

export interface Rig {
  hubs: Hubs;
  tokens: Tokens;
  hub: Hub;
  counts: Counted;
  out: Out;
  /** `http://localhost:…`, without a slash. */
  url: string;
  port: number;
  /** Before the test is over. */
  close: () => Promise<void>;
}

/** One server, `north`, of which `lines` are kept already; closed when the test is over. */
export async function relay(options: Partial<OutOptions> = {}, lines: readonly string[] = []): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'out-'));
  const keeping = await FileKeeping.open(folder);
  const hubs = new Hubs(keeping, { kernels: await kernels() });
  const hub = await hubs.open('north', 'Nordhafen');
  if (lines.length > 0) await hub.append(bytes(lines));
  const tokens = new Tokens(await keeping.secret());
  const counts = new Counted();
  const out = new Out(hubs, tokens, counts, { site: null, host: '127.0.0.1', ...options });
  const { url, port } = await out.listen();
  const close = async () => {
    await out.close();
    await hubs.close();
    await keeping.close();
    await rm(folder, { recursive: true, force: true });
  };
  atEnd(close);
  return { hubs, tokens, hub, counts, out, url: url.slice(0, -1), port, close };
}

export const bytes = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

export interface Got {
  head: FrameHead;
  lines: Buffer;
}

/** Keeps every frame it gets. */
export class Client {
  readonly socket: WebSocket;
  readonly got: Got[] = [];
  readonly texts: string[] = [];
  closed: { code: number; reason: string } | null = null;
  /** What the server said to the wish for a WebSocket, when it was none. */
  status: number | null = null;

  constructor(
    address: string,
    readonly hello: Partial<Hello> | string | null = {},
    options: ClientOptions = {},
  ) {
    this.socket = new WebSocket(address.replace(/^http/, 'ws'), { perMessageDeflate: false, ...options });
    this.socket.binaryType = 'nodebuffer';
    this.socket.on('error', () => {});
    this.socket.on('unexpected-response', (_, response) => {
      this.status = response.statusCode ?? 0;
      response.resume();
    });
    this.socket.on('open', () => {
      if (hello === null) return;
      this.socket.send(typeof hello === 'string' ? hello : JSON.stringify({ type: 'hello', v: LIVE_VERSION, ...hello }));
    });
    this.socket.on('message', (data: Buffer, binary) => {
      if (!binary) {
        this.texts.push(data.toString());
        return;
      }
      const frame = decodeFrame(data);
      if (!frame.ok) throw new Error(frame.problem.detail);
      this.got.push({ head: frame.value.head, lines: Buffer.from(frame.value.lines) });
    });
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
  }

  get welcome(): Welcome | null {
    return this.texts.length === 0 ? null : JSON.parse(this.texts[0]!);
  }

  get position(): number {
    return this.got.at(-1)?.head.offset ?? -1;
  }

  get last(): FrameHead {
    return this.got.at(-1)!.head;
  }

  /** Of all frames of one kind since the last keyframe began (of lines: since it ended), one after the other. */
  text(what: FrameHead['what']): string {
    const from = this.got.findLastIndex(({ head }) => head.first === true);
    return Buffer.concat(
      this.got
        .slice(Math.max(0, from))
        .filter(({ head }) => head.what === what)
        .map(({ lines }) => lines),
    ).toString();
  }

  get keyframes(): FrameHead[] {
    return this.got.map(({ head }) => head).filter(({ first }) => first === true);
  }

  end(): void {
    this.socket.terminate();
  }
}

export function watch(...args: ConstructorParameters<typeof Client>): Client {
  const client = new Client(...args);
  atEnd(() => client.end());
  return client;
}
