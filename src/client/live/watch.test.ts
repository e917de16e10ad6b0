import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeFrame, type FrameHead, type Hello, LIVE_VERSION, type Position } from '../../core/live/wire';
import type { Fed, FeedPart } from '../../worker-api/feed-api';
import { type LiveNow, watch } from './watch';

const source = { relay: 'http://relay/', server: 'home', name: 'Home' };

class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  readonly sent: Hello[] = [];
  closed = false;
  constructor(readonly url: string) {
    super();
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.closed = true;
  }
  open() {
    this.dispatchEvent(new Event('open'));
  }
  says(data: string | Uint8Array) {
    const raw = typeof data === 'string' ? data : data.buffer;
    this.dispatchEvent(new MessageEvent('message', { data: raw }));
  }
  welcome(resumed = false, says: object = {}) {
    const server = { id: 'home', name: 'Home', state: 'live' };
    this.says(JSON.stringify({ type: 'welcome', v: LIVE_VERSION, server, thin: null, resumed, ...says }));
  }
  frame(head: Partial<FrameHead>, size = 10) {
    this.says(encodeFrame({ epoch: 'e', offset: 0, what: 'lines', ...head }, new Uint8Array(size).fill(10)));
  }
  ends(code: number) {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

/** A store that takes what it is given. */
function setting() {
  const parts: (Omit<FeedPart, 'by'> & { size: number })[] = [];
  const told: LiveNow[] = [];
  let stored: Position | null = null;
  const how = { fails: null as unknown, held: null as Promise<void> | null, full: false };
  const place = () => ({ source, position: stored, world: 'w' });
  const watching = watch({ ...source }, 'token', {
    async feed(part, lines): Promise<Fed> {
      parts.push({ ...part, size: lines.length });
      await how.held;
      if (how.fails !== null) {
        const { fails } = how;
        how.fails = null;
        throw fails;
      }
      stored = part.position ?? stored;
      return { place: place(), worlds: [], since: null, packets: 0, problems: [], full: how.full };
    },
    feeds: async () => [place()],
    onFed: () => {},
    onNow: (now) => told.push(now),
  });
  return { parts, told, how, watching, now: () => told.at(-1)!.status };
}

const turn = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const socket = () => FakeSocket.all.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('BroadcastChannel', undefined);
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('page', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function begun() {
  const all = setting();
  await turn();
  socket().open();
  socket().welcome();
  socket().frame({ what: 'state', first: true, last: true, offset: 100, bytes: 10 });
  await turn();
  return all;
}

describe('watching', () => {
  it('says hello with its token, stores the keyframe and what follows, settles when it is quiet', async () => {
    const { parts, now } = await begun();
    expect(socket().url).toBe('ws://relay/live/home');
    expect(socket().sent).toEqual([{ type: 'hello', v: LIVE_VERSION, token: 'token' }]);
    expect(now()).toEqual({ at: 'live' });
    socket().frame({ offset: 110 });
    socket().frame({ offset: 120 });
    await turn(300);
    expect(parts.map(({ begins, position, size }) => [begins, position?.offset, size])).toEqual([
      [true, 100, 10],
      [false, 120, 20],
    ]);
    await turn(5000);
    expect(parts.at(-1)).toMatchObject({ ends: true, size: 0, from: { offset: 120 }, position: { offset: 120 } });
    expect(parts).toHaveLength(3);
  });

  it('takes in what another welcome says: of what is seen now, and that it begins anew [L9]', async () => {
    const { told, now, parts } = await begun();
    expect(told.at(-1)).toMatchObject({ thin: null, server: { name: 'Home' } });
    socket().frame({ offset: 110 });
    const thin = { force: 'north', surfaces: null, kinds: ['chart'], chat: false };
    socket().welcome(false, { server: { id: 'home', name: 'Home again', state: 'quiet' }, thin });
    expect(told.at(-1)).toMatchObject({ thin, server: { name: 'Home again', state: 'quiet' } });
    expect(now()).toEqual({ at: 'catching-up', done: 0, total: null });
    socket().frame({ what: 'state', first: true, last: true, gap: true, epoch: 'other-view', offset: 110, bytes: 10 });
    await turn(600);
    expect(now()).toEqual({ at: 'live' });
    expect(told.at(-1)).toMatchObject({ thin });
    expect(parts.at(-1)).toMatchObject({ begins: true, position: { epoch: 'other-view', offset: 110 } });
    expect(parts.at(-1)?.source.name).toBe('Home again');
    expect(socket().closed).toBe(false);
    // Everything may be seen again; what is no welcome changes nothing.
    socket().welcome(true);
    socket().says('{"type":"welcome"}');
    socket().says('{');
    expect(told.at(-1)).toMatchObject({ status: { at: 'live' }, thin: null, server: { name: 'Home' } });
    // A welcome of another version is none to go on with.
    socket().welcome(false, { v: LIVE_VERSION + 1 });
    await turn(600);
    expect(now()).toEqual({ at: 'stopped', why: 'too-new' });
  });

  it('goes on after a break from what is stored, later each time', async () => {
    const { now, told } = await begun();
    socket().ends(1006);
    await turn();
    expect(now()).toMatchObject({ at: 'waiting', why: 'lost' });
    await turn(500);
    expect(socket().sent).toEqual([]);
    socket().open();
    expect(socket().sent[0]?.from).toEqual({ epoch: 'e', offset: 100 });
    socket().ends(1001);
    await turn();
    expect(now()).toMatchObject({ at: 'waiting', why: 'away' });
    const { until } = now() as { until: number };
    expect(until - Date.now()).toBeGreaterThanOrEqual(250);
    // Nobody waits for the time to pass when the network is back.
    const before = FakeSocket.all.length;
    (globalThis as unknown as { page: EventTarget }).page.dispatchEvent(new Event('online'));
    await turn();
    expect(FakeSocket.all.length).toBe(before + 1);
    expect(told.some(({ status }) => status.at === 'stopped')).toBe(false);
  });

  it('ends where only a person can go on', async () => {
    for (const [code, why] of [
      [4401, 'bad-token'],
      [4404, 'no-server'],
      [4400, 'too-new'],
    ] as const) {
      const { now } = setting();
      await turn();
      socket().open();
      socket().ends(code);
      await turn();
      expect(now()).toEqual({ at: 'stopped', why });
    }
  });

  it('takes nothing that is no frame, and no version it does not know', async () => {
    const { now } = await begun();
    socket().says(new Uint8Array([1, 2, 3]));
    await turn();
    expect(now()).toEqual({ at: 'stopped', why: 'no-relay' });
    const other = setting();
    await turn();
    socket().open();
    socket().says(JSON.stringify({ type: 'welcome', v: 99, server: { id: 'home' } }));
    await turn();
    expect(other.now()).toEqual({ at: 'stopped', why: 'too-new' });
  });

  it('gives up a line that is silent, and one that never answers', async () => {
    const { now } = await begun();
    await turn(59_000);
    expect(now()).toEqual({ at: 'live' });
    await turn(2000);
    expect(now()).toMatchObject({ at: expect.stringMatching('waiting|connecting') });
    expect(FakeSocket.all.length).toBeGreaterThan(0);
  });

  it('is held up by no store: beyond a bound the line is given up, and taken up again when there is room', async () => {
    const { how, parts } = await begun();
    let release = () => {};
    how.held = new Promise((resolve) => {
      release = resolve;
    });
    let offset = 100;
    const first = socket();
    for (let i = 0; i < 400 && !first.closed; i++) {
      offset += 60_000;
      first.frame({ offset }, 60_000);
    }
    expect(first.closed).toBe(true);
    expect(offset).toBeLessThan(100 + 17 * 1024 * 1024 + 60_000);
    how.held = null;
    release();
    await turn(2000);
    expect(FakeSocket.all).toHaveLength(2);
    socket().open();
    // All that came is stored; from there it goes on.
    expect(socket().sent[0]?.from?.offset).toBe(parts.filter(({ size }) => size > 0).at(-1)!.position!.offset);
  });

  it('goes on from the store when another tab has stored something, and stops when there is no room', async () => {
    const { how, now } = await begun();
    how.fails = { code: 'feed-behind', file: '', line: 0, detail: '', tip: '' };
    socket().frame({ offset: 110 });
    await turn(300);
    expect(FakeSocket.all).toHaveLength(2);
    socket().open();
    expect(socket().sent[0]?.from).toEqual({ epoch: 'e', offset: 100 });
    socket().welcome(true);
    how.full = true;
    socket().frame({ offset: 110 });
    await turn(300);
    expect(now()).toEqual({ at: 'stopped', why: 'store-full' });
  });

  it('is left when what came is stored and settled', async () => {
    const { watching, parts, now } = await begun();
    socket().frame({ offset: 110 });
    const left = watching.leave();
    await turn(1000);
    await left;
    expect(socket().closed).toBe(true);
    expect(parts.at(-1)).toMatchObject({ ends: true, position: { offset: 110 } });
    expect(now()).toEqual({ at: 'stopped', why: 'left' });
  });
});
