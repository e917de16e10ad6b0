/** A relay in little: says what a test wants it to say, and remembers what it was asked. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { type WebSocket, WebSocketServer } from 'ws';
import { encodeFrame, type FrameHead, type Hello, LIVE_VERSION, RELAY_META, type ServerInfo, type Welcome } from '../src/core/live/wire';
import { textOf } from './world-log';

const PIECE = 60_000;
/** The built site, which `npm start` has made, with the relay's word in its page. */
const BUILT = 'dist/site';
const page = () => readFileSync(`${BUILT}/index.html`, 'utf8').replace('</head>', `<meta name="${RELAY_META}" content="./" /></head>`);

export class FakeRelay {
  readonly hellos: Hello[] = [];
  /** Of one server, "home". */
  private log = Buffer.alloc(0);
  private readonly watchers = new Set<WebSocket>();
  private http: Server | null = null;
  /** Lines of the latest state, for who cannot go on; `gap`: also for who was there before. */
  keyframe: () => string[] = () => [];
  forgets = false;
  token: string | null = null;
  thin: Welcome['thin'] = null;
  info: Partial<ServerInfo> = {};
  epoch = 'one';

  get url(): string {
    return `http://localhost:${this.port}/`;
  }
  port = 0;

  async listen(port = 0): Promise<this> {
    const site = sirv(BUILT, { dev: true });
    const http = createServer((request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      const { pathname } = new URL(request.url ?? '/', this.url);
      if (pathname === '/api/servers') response.setHeader('content-type', 'application/json').end(JSON.stringify([this.server]));
      else if (pathname === '/') response.setHeader('content-type', 'text/html').end(page());
      else site(request, response, () => void response.writeHead(404).end());
    });
    const sockets = new WebSocketServer({ server: http });
    sockets.on('connection', (socket, request) => {
      socket.once('message', (message) => this.greet(socket, request.url ?? '', JSON.parse(String(message)) as Hello));
      socket.on('close', () => this.watchers.delete(socket));
    });
    await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
    this.http = http;
    this.port = (http.address() as AddressInfo).port;
    return this;
  }

  private get server(): ServerInfo {
    return { ...{ id: 'home', name: 'Home', world: null, tick: 60, heard: null, online: 2, watchers: 0, state: 'live' }, ...this.info };
  }

  private greet(socket: WebSocket, path: string, hello: Hello): void {
    this.hellos.push(hello);
    const refusal = path !== '/live/home' ? 4404 : this.token !== null && hello.token !== this.token ? 4401 : null;
    if (refusal !== null) {
      socket.close(refusal);
      return;
    }
    const resumed = hello.from?.epoch === this.epoch && !this.forgets;
    this.welcome(socket, resumed);
    if (!resumed) this.sendState(socket, hello.from !== undefined);
    this.send(socket, { what: 'lines' }, this.log.subarray(resumed ? hello.from!.offset : this.log.length), this.log.length);
    this.watchers.add(socket);
  }

  private welcome(socket: WebSocket, resumed: boolean): void {
    const welcome: Welcome = { type: 'welcome', v: LIVE_VERSION, server: this.server, thin: this.thin, resumed };
    socket.send(JSON.stringify(welcome));
  }

  /** Who watches is shown another view: what `thin` says, from the latest state on. */
  move(): void {
    for (const socket of this.watchers) {
      this.welcome(socket, false);
      this.sendState(socket, true);
    }
  }

  private sendState(socket: WebSocket, gap: boolean): void {
    const lines = Buffer.from(textOf(this.keyframe()));
    for (let at = 0; at < lines.length; at += PIECE) {
      const first = at === 0 ? { first: true as const, bytes: lines.length, ...(gap ? { gap: true as const } : {}) } : {};
      const last = at + PIECE >= lines.length ? { last: true as const } : {};
      this.send(socket, { what: 'state', ...first, ...last }, lines.subarray(at, at + PIECE), this.log.length);
    }
  }

  private send(socket: WebSocket, head: Omit<FrameHead, 'epoch' | 'offset'>, lines: Uint8Array, offset: number): void {
    socket.send(encodeFrame({ epoch: this.epoch, offset, ...head }, lines));
  }

  /** The game writes. */
  write(lines: readonly string[]): void {
    const bytes = Buffer.from(textOf(lines));
    this.log = Buffer.concat([this.log, bytes]);
    for (const socket of this.watchers) this.send(socket, { what: 'lines' }, bytes, this.log.length);
  }

  get watched(): number {
    return this.watchers.size;
  }

  /** As a broken line: without a word. */
  cut(): void {
    for (const socket of this.watchers) socket.terminate();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.http?.close(resolve));
  }
}
