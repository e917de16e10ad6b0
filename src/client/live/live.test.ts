import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameHead } from '../../core/live/wire';
import { isMixed, relayAddress, socketAddress } from './address';
import { waitAfter } from './backoff';
import { FrameQueue } from './queue';
import { readServers, readWelcome } from './welcome';

const PAGE = 'https://site.example/app/';
const href = (text: string, base = PAGE) => relayAddress(text, base)?.href ?? null;

describe('the address of a relay', () => {
  it('is taken as a person gives it, and ends with a slash', () => {
    expect(href('https://relay.example')).toBe('https://relay.example/');
    expect(href('relay.example:8080')).toBe('https://relay.example:8080/');
    expect(href(' http://10.0.0.2:8080/map ')).toBe('http://10.0.0.2:8080/map/');
    expect(href('wss://relay.example/map/live/home')).toBe('https://relay.example/map/');
    expect(href('ws://localhost:1/?token=x#/live/home')).toBe('http://localhost:1/');
    expect(href('https://relay.example/map/index.html')).toBe('https://relay.example/map/');
    expect(href('./')).toBe('https://site.example/app/');
  });

  it('is none of any other kind', () => {
    for (const text of ['', 'ftp://a/', 'javascript:alert(1)//', 'data:,x', 'https://', 'http://user:secret@relay/', 'https://a b'])
      expect([text, href(text)]).toEqual([text, null]);
  });

  it('on plain http is not for a page on https, but for this machine', () => {
    expect(isMixed(new URL('http://relay.example/'), PAGE)).toBe(true);
    expect(isMixed(new URL('http://localhost:8080/'), PAGE)).toBe(false);
    expect(isMixed(new URL('http://relay.example/'), 'http://site.example/')).toBe(false);
    expect(isMixed(new URL('https://relay.example/'), PAGE)).toBe(false);
  });

  it('leads to its servers', () => {
    expect(socketAddress('https://relay.example/map/', 'home')).toBe('wss://relay.example/map/live/home');
    expect(socketAddress('http://localhost:1/', '../x')).toBe('ws://localhost:1/live/..%2Fx');
  });
});

it('each wait is longer than the one before, between half a second and half a minute, and never the same for all', () => {
  const longest = Array.from({ length: 12 }, (_, i) => waitAfter(i, () => 1));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000]);
  expect(waitAfter(3, () => 0)).toBe(2000);
  expect(waitAfter(1000, () => 1)).toBe(30_000);
});

describe('frames that wait for the store', () => {
  const bytes = (size: number, fill = 7) => new Uint8Array(size).fill(fill);
  const lines = (offset: number): FrameHead => ({ epoch: 'e', offset, what: 'lines' });

  it('go together, and a keyframe begins a part of its own', () => {
    const queue = new FrameQueue({ epoch: 'e', offset: 10 });
    queue.push(lines(20), bytes(10), 1);
    queue.push(lines(30), bytes(10), 2);
    queue.push({ epoch: 'f', offset: 90, what: 'state', first: true }, bytes(5), 3);
    queue.push({ epoch: 'f', offset: 90, what: 'state' }, bytes(5), 4);
    expect(queue.waitsSince).toBe(1);
    const first = queue.take()!;
    expect([first.from, first.position, first.begins, first.lines.length]).toEqual([
      { epoch: 'e', offset: 10 },
      { epoch: 'e', offset: 30 },
      false,
      20,
    ]);
    const second = queue.take()!;
    // In the middle of a keyframe nobody can go on.
    expect([second.from, second.position, second.begins]).toEqual([{ epoch: 'e', offset: 30 }, null, true]);
    queue.push({ epoch: 'f', offset: 90, what: 'state', last: true }, bytes(5), 5);
    queue.push(lines(100), bytes(1), 6);
    expect(queue.take()).toMatchObject({ from: null, position: { epoch: 'e', offset: 100 }, begins: false });
    expect([queue.take(), queue.size, queue.waitsSince]).toEqual([null, 0, null]);
  });

  it('come out as they came in, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 400_000 }), fc.boolean()), { maxLength: 30 }), (frames) => {
        const queue = new FrameQueue(null);
        let offset = 0;
        let began = 0;
        for (const [size, begins] of frames) {
          offset += size;
          began += begins ? 1 : 0;
          queue.push(begins ? { ...lines(offset), what: 'state', first: true, last: true } : lines(offset), bytes(size), 0);
        }
        let [total, starts, at] = [0, 0, null as unknown];
        for (let batch = queue.take(); batch !== null; batch = queue.take()) {
          expect(batch.from).toEqual(at);
          at = batch.position;
          total += batch.lines.length;
          starts += batch.begins ? 1 : 0;
        }
        expect([total, starts, queue.size]).toEqual([offset, began, 0]);
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});

describe('what a relay says of itself', () => {
  const server = { id: 'home', name: 'Home', world: 'w', tick: 5, heard: 1, online: 2, watchers: 3, state: 'live' };

  it('is read', () => {
    expect(readServers([server, { id: 'bare' }])).toEqual([
      server,
      { id: 'bare', name: 'bare', world: null, tick: null, heard: null, online: 0, watchers: 0, state: 'waiting' },
    ]);
    expect(readServers({ servers: [server] })).toEqual([server]);
    const welcome = { type: 'welcome', v: 1, server, thin: { force: 'player', surfaces: null, kinds: ['x'], chat: false }, resumed: true };
    expect(readWelcome(JSON.stringify(welcome))).toEqual(welcome);
  });

  it('is none of it that is none', () => {
    expect([null, 1, 'x', {}, { servers: 1 }].map(readServers)).toEqual([null, null, null, null, null]);
    expect(readServers([{ id: '../x' }, { id: 'A' }, { id: '__proto__' }, [], null])).toEqual([]);
    for (const text of ['', '[]', 'null', '{"type":"welcome"}', `{"type":"hello","v":1,"server":${JSON.stringify(server)}}`])
      expect([text, readWelcome(text)]).toEqual([text, null]);
  });

  it('is cut where it is too long, and takes no numbers that are none', () => {
    const [read] = readServers([{ ...server, name: 'x'.repeat(10_000), online: -1, tick: 'soon', watchers: Number.NaN, state: '<b>' }])!;
    expect([read!.name.length, read!.online, read!.tick, read!.watchers, read!.state]).toEqual([100, 0, null, 0, 'waiting']);
  });
});
