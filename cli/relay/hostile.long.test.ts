/** Whatever comes to an open port: refused, counted, and nobody else notices. The relay is the real command. */
import { connect } from 'node:net';
import { beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { sameMoment } from '../../src/core/live/testing/same-moment';
import { LIVE_VERSION } from '../../src/core/live/wire';
import { DockerLog } from './testing/docker';
import { worldOf } from './testing/moment';
import { freePort, Rig, SERVER } from './testing/rig';
import { maskedText, upgrade } from './testing/stuck';
import type { Watcher } from './testing/watcher';
import { bytesOf, evening } from './testing/writer';

const lines = evening({ hours: 2 }).flat();
let rig: Rig;
let watcher: Watcher;
let syslog = 0;

beforeAll(async () => {
  syslog = await freePort();
  rig = await Rig.start({ args: ['--syslog', `127.0.0.1:${syslog}`] });
  rig.log.lines(lines.slice(0, 300));
  watcher = rig.watch();
  await rig.caughtUp(watcher);
});

/** What was refused for each reason, however the labels are called. */
async function refused(): Promise<Map<string, number>> {
  const text = await (await rig.get('metrics')).text();
  const rows = [...text.matchAll(/^factoscope_relay_refused_total\{([^}]*)\} (\d+)$/gm)];
  return new Map(rows.map(([, labels, count]) => [/(?:reason|why)="([^"]*)"/.exec(labels!)![1]!, Number(count)]));
}

async function counts(reason: string, work: () => Promise<void>): Promise<void> {
  const before = (await refused()).get(reason) ?? 0;
  await work();
  await vi.waitFor(async () => expect((await refused()).get(reason) ?? 0, reason).toBeGreaterThan(before), { timeout: 30_000 });
}

interface Ended {
  code: number;
  status: number | null;
}

/** Says something on a socket of its own; how it ended. */
function live(say: (socket: WebSocket) => void, options: { path?: string; headers?: Record<string, string> } = {}): Promise<Ended> {
  const { path = `live/${SERVER}`, headers = {} } = options;
  return new Promise((resolve) => {
    const socket = new WebSocket(`${rig.http.replace('http', 'ws')}${path}`, { headers });
    socket.on('open', () => say(socket));
    socket.on('unexpected-response', (request, { statusCode }) => {
      request.destroy();
      resolve({ code: 0, status: statusCode ?? 0 });
    });
    socket.on('error', () => {});
    socket.on('close', (code) => resolve({ code, status: null }));
  });
}
const hello = (more: object = {}): string => JSON.stringify({ type: 'hello', v: LIVE_VERSION, ...more });

/** Bytes on a bare connection; all that is answered until it is closed. */
function bare(port: number, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
    socket.write(bytes);
  });
}
const request = (path: string, more = ''): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${rig.port}\r\nConnection: close\r\n${more}\r\n`;

test('messages too large, of no meaning, in masses', async () => {
  await counts('too-large', async () => expect((await live((socket) => socket.send('x'.repeat(1_000_000)))).code).toBeGreaterThan(1000));
  for (const text of ['', 'hello', '{}', '[]', 'null', hello({ v: 'one' }), '{"type":"hello","__proto__":{"v":1}}', `${'['.repeat(2000)}`])
    await counts('hello', async () => expect((await live((socket) => socket.send(text))).code, text).toBeGreaterThanOrEqual(4400));
  await counts('hello', async () =>
    expect((await live((socket) => socket.send(Buffer.from([1, 2, 3])))).code).toBeGreaterThanOrEqual(4400),
  );
  await counts('flood', async () => {
    const end = await live((socket) => {
      socket.send(hello());
      for (let i = 0; i < 5000; i++) socket.send(hello());
    });
    expect(end.code).toBe(4429);
  });
  await counts('token', async () => expect((await live((socket) => socket.send(hello({ token: 'a.b.c' })))).code).toBe(4401));
});

test('frames that are against the protocol', async () => {
  const head = upgrade(`/live/${SERVER}`, `127.0.0.1:${rig.port}`);
  const frames: Record<string, Buffer> = {
    unmasked: Buffer.from([0x81, 2, 123, 125]),
    'a length of 2^63': Buffer.from([0x81, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0]),
    'an unknown kind': Buffer.from([0x8b, 0x80, 0, 0, 0, 0]),
    'a ping that is too long': Buffer.from([0x89, 0xfe, 1, 0, 0, 0, 0, 0]),
    'no text': Buffer.concat([maskedText('xx').subarray(0, 6), Buffer.from([0xff, 0xfe])]),
  };
  for (const [name, bytes] of Object.entries(frames)) {
    const answer = await bare(rig.port, Buffer.concat([Buffer.from(head), bytes]));
    expect(answer, name).toContain('101');
  }
});

test('paths that lead elsewhere', async () => {
  const site = [
    '/../../../../etc/passwd',
    '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2f..%2fetc%2fpasswd',
    '/assets/..%5c..%5c..%5cpackage.json',
  ];
  const api = [
    '/api/servers/../../secret',
    '/api/servers/%2e%2e/log',
    '/api/servers/game%2f..%2f..%2fsecret/log',
    '/api/servers/__proto__/log',
  ];
  const maps = [
    '/api/servers/game/map/1/1/0/0/%00.png',
    '/api/servers/game/map/nauvis/player/0/1e999/0.png',
    '/api/servers/game/map/../../../../secret/x/0/0/0.png',
  ];
  const odd = [
    '/%',
    '/%00',
    '/%ff',
    `/${'a'.repeat(100_000)}`,
    '//evil.example/',
    'http://evil.example/',
    '/api/servers/constructor/state',
    '/live/../../etc',
  ];
  for (const path of [...site, ...api, ...maps, ...odd]) {
    const answer = await bare(rig.port, request(path));
    const shown = path.slice(0, 80);
    expect(answer, shown).not.toMatch(/root:|"dependencies"/);
    // A browser is shown the site's page or nothing.
    if (answer.startsWith('HTTP/1.1 200')) expect(answer, shown).toContain('<!doctype html>');
    else expect(answer, shown).toMatch(/^HTTP\/1\.1 (30[178]|40[034]|414|431)/);
  }
  for (const path of ['live/%2e%2e', 'live/', 'live/__proto__', `live/${'a'.repeat(300)}`, 'live/game%00', 'forward/__proto__']) {
    const end = await live((socket) => socket.send(hello()), { path });
    expect(end.status ?? end.code, path).toBeGreaterThanOrEqual(400);
  }
});

test('pages of other origins open no socket and read nothing', async () => {
  const evil = { origin: 'https://evil.example' };
  await counts('origin', async () => expect((await live((socket) => socket.send(hello()), { headers: evil })).status).toBe(403));
  expect((await live((socket) => socket.send(hello()), { headers: { origin: 'null' } })).status).toBe(403);
  expect((await live((socket) => socket.send(hello()), { headers: { origin: `http://127.0.0.1:${rig.port + 1}` } })).status).toBe(403);
  const own = await live(
    (socket) => {
      socket.on('message', () => socket.close(1000));
      socket.send(hello());
    },
    { headers: { origin: rig.http.slice(0, -1) } },
  );
  expect(own.code).toBe(1000);
  const answer = await rig.get('api/servers', { headers: evil });
  expect(answer.headers.get('access-control-allow-origin')).toBe(null);
});

test('strangers are told neither what was said nor what the engine says of its machine', async () => {
  const said = lines.filter((line) => / \[CHAT\] /.test(line)).map((line) => line.split('[CHAT] ')[1]!);
  const [state, log] = await Promise.all(['state', 'log'].map(async (what) => (await rig.get(`api/servers/${SERVER}/${what}`)).text()));
  const stranger = rig.watch({ token: undefined as never, again: false });
  await vi.waitFor(() => expect(stranger.keyframes.length).toBe(1), { timeout: 30_000 });
  expect(stranger.welcomes[0]!.thin).toMatchObject({ chat: false });
  const world = (await worldOf(Buffer.from(log!))) as Awaited<ReturnType<typeof worldOf>>;
  const { rows } = await world.story(world.info.branches[0]!.id, null, 10_000, ['chat', 'command', 'channel']);
  expect(rows).toEqual([]);
  expect(world.info.engine).toMatchObject({ saves: 0, errors: 0 });
  for (const text of [state!, log!]) {
    expect(text).not.toContain('/opt/factorio');
    for (const words of said) expect(text).not.toContain(words);
  }
});

test('streams that never end a line, connections in masses', async () => {
  await Promise.all([
    bare(syslog, Buffer.alloc(40_000_000, 120)),
    bare(syslog, '99999999999999999999 x'),
    bare(syslog, Buffer.from([0, 255, 254, 10])),
    bare(rig.port, Buffer.alloc(5_000_000, 120)),
    bare(rig.port, `GET / HTTP/1.1\r\n${'x-header: y\r\n'.repeat(100_000)}\r\n`),
  ]);
  const many = Array.from({ length: 300 }, () => new DockerLog(syslog, 'none'));
  for (const log of many) log.lines(['x']);
  await Promise.all(many.map((log) => log.ended));
  await counts('token-bad', async () => {
    const bad = new DockerLog(syslog, 'none');
    bad.lines(['x']);
    await bad.ended;
  });
});

test('whoever watched all the while has every line', async () => {
  rig.log.lines(lines.slice(300));
  await rig.caughtUp(watcher);
  expect(watcher.closed).toEqual([]);
  expect(watcher.keyframes.length).toBe(1);
  expect(rig.relay.code).toBe(null);
  expect(rig.relay.memory).toBeLessThan(700);
  expect(await sameMoment((await watcher.world())!, await worldOf(bytesOf(lines)))).toEqual([]);
});
