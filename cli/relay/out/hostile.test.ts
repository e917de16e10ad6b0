import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { LIVE_VERSION } from '../../../src/core/live/wire';
import { evening } from '../testing/writer';
import { readHello } from './hello';
import { bytes, type Client, type Rig, relay, watch } from './testing/relay';

const NIGHT = evening({ hours: 0.5, chunks: 8, launches: 1 }).flat();
const wait = { timeout: 30_000 };
let rig: Rig | null = null;

const closedWith = (client: Client, code: number) => vi.waitFor(() => expect(client.closed?.code).toBe(code), wait);
/** Another watcher is there all the while, and gets what comes. */
async function unharmed({ hub, url }: Rig, work: () => Promise<void>): Promise<void> {
  const other = watch(`${url}/live/north`);
  await vi.waitFor(() => expect(other.position).toBe(hub.log.end), wait);
  await work();
  await hub.append(bytes(NIGHT.slice(-20)));
  await vi.waitFor(() => expect(other.position).toBe(hub.log.end), wait);
  expect(other.closed).toBeNull();
}

it('[L9] [L15] what is no hello is refused, and so is none', async () => {
  rig = await relay({ limits: { hello: 200 } }, NIGHT);
  const { url, counts } = rig;
  await unharmed(rig, async () => {
    const address = `${url}/live/north`;
    const bad = ['', 'x', '[]', 'null', '"hello"', '{"type":"hello"}', JSON.stringify({ type: 'hello', v: LIVE_VERSION + 1 })];
    for (const hello of bad) await closedWith(watch(address, hello), 4400);
    const binary = watch(address, null);
    binary.socket.on('open', () => binary.socket.send(Buffer.from(JSON.stringify({ type: 'hello', v: LIVE_VERSION }))));
    await closedWith(binary, 4400);
    await closedWith(watch(address, null), 4400);
    expect(counts.refusals).toEqual(Array(bad.length + 2).fill('hello'));
  });
});

it('[L9] of a hello is taken what is as it should be', () => {
  const read = (more: object) => readHello(JSON.stringify({ type: 'hello', v: LIVE_VERSION, ...more }));
  const plain = { type: 'hello', v: LIVE_VERSION };
  expect(read({})).toEqual(plain);
  expect(read({ token: 5, from: { epoch: '../x', offset: 1 }, want: null, more: 1 })).toEqual(plain);
  expect(read({ from: { epoch: 'a.b', offset: -1 } })).toEqual(plain);
  expect(read({ from: { epoch: 'a.b', offset: 7, more: 1 }, token: 'x' })).toEqual({
    ...plain,
    from: { epoch: 'a.b', offset: 7 },
    token: 'x',
  });
  // What cannot be read of a wish is a wish for nothing.
  expect(read({ want: { surfaces: 'nauvis', kinds: [1, 'chat'], force: {} } })).toEqual({
    ...plain,
    want: { surfaces: [], kinds: ['chat'] },
  });
  expect(readHello(`{"type":"hello","v":${LIVE_VERSION},"want":{"__proto__":{"force":"enemy"}}}`)).toEqual({ ...plain, want: {} });
  expect(readHello('['.repeat(4096))).toBeNull();
});

it('[L15] tokens that are bad, expired, for writing, or of another server let nobody in', async () => {
  rig = await relay({}, NIGHT);
  const { url, tokens, counts } = rig;
  const bad = [
    'x',
    'x'.repeat(3_000),
    await tokens.sign({ server: 'north', use: 'write' }),
    await tokens.sign({ server: 'south', use: 'watch' }),
    await tokens.sign({ server: 'north', use: 'watch', days: -1 }),
  ];
  for (const token of bad) await closedWith(watch(`${url}/live/north`, { token }), 4401);
  expect(counts.refusals).toEqual(bad.map(() => 'token'));
});

it('[L15] servers that are not there', async () => {
  rig = await relay({}, NIGHT);
  for (const name of ['south', 'NORTH', '__proto__', 'constructor', '%F0%9F%98%80'])
    await closedWith(watch(`${rig.url}/live/${name}`), 4404);
  for (const path of ['/live', '/live/', '/live/north/x', '/', '/api/servers', '/forward/north']) {
    const client = watch(`${rig.url}${path}`);
    await vi.waitFor(() => expect(client.status ?? client.closed, path).not.toBeNull(), wait);
    expect(client.status === 404 || client.closed?.code === 4404, path).toBe(true);
  }
  const odd = watch(`${rig.url}/live/%00`);
  await vi.waitFor(() => expect(odd.status).toBe(400), wait);
});

it('[L16] pages of other origins open no socket; of the same host, or such as were named, they do', async () => {
  rig = await relay({ origins: ['https://friend.example'] }, NIGHT);
  const { port, counts } = rig;
  const address = `ws://127.0.0.1:${port}/live/north`;
  const from = (origin: string, headers: Record<string, string> = {}) => watch(address, {}, { headers: { origin, ...headers } });
  const evil = ['https://evil.example', 'null', `http://127.0.0.1:${port + 1}`, `http://127.0.0.1.evil.example:${port}`, 'file://'];
  for (const origin of evil) {
    const client = from(origin);
    await vi.waitFor(() => expect(client.status, origin).toBe(403), wait);
  }
  expect(counts.refusals).toEqual(Array(5).fill('origin'));
  const good = [
    from(`http://127.0.0.1:${port}`),
    from('https://friend.example'),
    // Behind a proxy of this machine.
    from('https://map.example', { host: 'localhost:8080', 'x-forwarded-host': 'map.example', 'x-forwarded-for': '203.0.113.9' }),
    from('http://nas.local:8080', { host: 'nas.local:8080' }),
  ];
  for (const client of good) await vi.waitFor(() => expect(client.welcome).not.toBeNull(), wait);
});

it('[L15] messages that are too large, too many, in pieces without end, and pings in masses end a connection', async () => {
  rig = await relay({ limits: { messages: 10 } }, NIGHT);
  const { url, counts } = rig;
  await unharmed(rig, async () => {
    const large = watch(`${url}/live/north`, 'x'.repeat(5_000));
    await closedWith(large, 1009);
    await vi.waitFor(() => expect(counts.refusals).toEqual(['too-large']), wait);
    const chatty = watch(`${url}/live/north`);
    await vi.waitFor(() => expect(chatty.welcome).not.toBeNull(), wait);
    for (let i = 0; i < 100; i++) chatty.socket.send('{}');
    await closedWith(chatty, 4429);
    const hasty = watch(`${url}/live/north`, null);
    hasty.socket.on('open', () => {
      for (let i = 0; i < 100; i++) hasty.socket.send(JSON.stringify({ type: 'hello', v: LIVE_VERSION }));
    });
    await closedWith(hasty, 4429);
    const pinging = watch(`${url}/live/north`);
    await vi.waitFor(() => expect(pinging.welcome).not.toBeNull(), wait);
    for (let i = 0; i < 100; i++) pinging.socket.ping();
    await closedWith(pinging, 4429);
    expect(counts.refusals).toEqual(['too-large', 'flood', 'flood', 'flood']);
    const pieces = watch(`${url}/live/north`, null);
    pieces.socket.on('open', () => {
      for (let i = 0; i < 100; i++) pieces.socket.send('{', { fin: false });
    });
    await vi.waitFor(() => expect(pieces.closed).not.toBeNull(), wait);
  });
});

it('[L15] so many watchers, in all and of one address, and no more', async () => {
  rig = await relay({ limits: { watchers: 5, perAddress: 2 } }, NIGHT);
  const { url, counts } = rig;
  const of = (address: string) => watch(`${url}/live/north`, {}, { headers: { 'x-forwarded-for': `10.9.9.9, ${address}` } });
  const both = [of('203.0.113.1'), of('203.0.113.1')];
  for (const client of both) await vi.waitFor(() => expect(client.welcome).not.toBeNull(), wait);
  await closedWith(of('203.0.113.1'), 4429);
  const other = of('203.0.113.2');
  await vi.waitFor(() => expect(other.welcome).not.toBeNull(), wait);
  // Whoever has a net of IPv6 has all of its addresses.
  const six = [of('2001:db8:1:2::1'), of('2001:db8:1:2:ffff::9')];
  for (const client of six) await vi.waitFor(() => expect(client.welcome).not.toBeNull(), wait);
  await closedWith(of('203.0.113.7'), 4429);
  both[0]!.end();
  await vi.waitFor(() => expect(rig!.hub.watchers).toBe(4), wait);
  await closedWith(of('2001:db8:1:2::2'), 4429);
  const again = of('203.0.113.1');
  await vi.waitFor(() => expect(again.welcome).not.toBeNull(), wait);
  expect(counts.refusals).toEqual(['too-many', 'too-many', 'too-many']);
});

it('who gives no sign of life is gone after a while; who reads slowly is not', async () => {
  rig = await relay({ limits: { silence: 60_000 } }, NIGHT);
  const { url, counts, hub } = rig;
  const [lively, dead] = [watch(`${url}/live/north`), watch(`${url}/live/north`, {}, { autoPong: false })];
  for (const client of [lively, dead]) await vi.waitFor(() => expect(client.position).toBe(hub.log.end), wait);
  const pings = vi.fn();
  lively.socket.on('ping', pings);
  // The clock of the relay alone goes on: it asks, and looks again later.
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const out = rig.out as unknown as { ping: () => void };
    out.ping();
    await vi.waitFor(() => expect(pings).toHaveBeenCalledTimes(1), wait);
    vi.setSystemTime(Date.now() + 50_000);
    out.ping();
    await vi.waitFor(() => expect(pings).toHaveBeenCalledTimes(2), wait);
    // Its answer is on its way.
    await new Promise((resolve) => lively.socket.ping('', true, resolve as () => void));
    await vi.waitFor(async () => {
      vi.setSystemTime(Date.now() + 11_000);
      out.ping();
      expect(hub.watchers).toBe(1);
    }, wait);
  } finally {
    vi.useRealTimers();
  }
  await vi.waitFor(() => expect(dead.closed).not.toBeNull(), wait);
  expect(lively.closed).toBeNull();
  expect(counts.refusals).toEqual(['silent']);
});

it('whatever bytes come to the port, the others are served', async () => {
  rig = await relay({}, NIGHT);
  const { port } = rig;
  const say = (data: Uint8Array | string) =>
    new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(data));
      socket.on('error', () => {}).on('close', () => resolve());
      socket.resume();
    });
  const upgrade = (key: string, more = '') =>
    `GET /live/north HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n${more}\r\n`;
  await unharmed(rig, async () => {
    for (let i = 0; i < 20; i++) await say(randomBytes(2_000));
    await say('GET / HTTP/1.1\r\n\r\n');
    await say(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`);
    await say(upgrade('x'));
    await say(upgrade(randomBytes(16).toString('base64'), 'sec-websocket-extensions: permessage-deflate; x="\r\n'));
    for (let i = 0; i < 20; i++) await say(Buffer.concat([Buffer.from(upgrade(randomBytes(16).toString('base64'))), randomBytes(500)]));
    await say(upgrade(randomBytes(16).toString('base64')).slice(0, -4));
  });
  const half = new WebSocket(`ws://127.0.0.1:${port}/live/north`);
  half.on('error', () => {});
  half.terminate();
});
