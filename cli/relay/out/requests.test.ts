import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { get } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { sameMoment } from '../../../src/core/live/testing/same-moment';
import { WORKER } from '../../../src/core/site/names';
import { revisionOf } from '../../../src/core/site/page';
import { certificate } from '../in/testing/certificate';
import { worldOf } from '../testing/moment';
import { evening } from '../testing/writer';
import { atEnd, bytes, Client, type Rig, relay } from './testing/relay';

const NIGHT = evening({ hours: 1.5, chunks: 16, launches: 1 }).flat();
const wait = { timeout: 30_000 };
const SECURE = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
let rig: Rig | null = null;

/** The world is known. */
async function started(...args: Parameters<typeof relay>): Promise<Rig> {
  rig = await relay(...args);
  if (args[1]) await vi.waitFor(() => expect(rig!.hub.info().world).not.toBeNull(), wait);
  return rig;
}
const bearer = async ({ tokens }: Rig, server = 'north'): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await tokens.sign({ server, use: 'watch' })}`,
});
/** As it stands, whatever a client would make of it. */
const raw = ({ port }: Rig, path: string, options: { method?: string; headers?: Record<string, string> } = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, agent: false, ...options }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(parts).toString() }));
      response.on('error', reject);
    });
    asked.on('error', reject).end();
  });

it('[L17] tells its servers, and that it is well', async () => {
  const { url } = await started({}, NIGHT);
  const servers = await fetch(`${url}/api/servers`);
  expect(Object.fromEntries(servers.headers)).toMatchObject({ ...SECURE, 'content-type': 'application/json; charset=utf-8' });
  const [row, ...rest] = (await servers.json()) as unknown[];
  expect(rest).toEqual([]);
  expect(row).toMatchObject({ id: 'north', name: 'Nordhafen', world: rig!.hub.info().world, watchers: 0, state: 'live' });
  expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok\n');
  expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).toBe(200);
});

it('[L17] without a token nothing is told where nothing is public, and with one its server alone', async () => {
  const { url, hubs, counts } = await started({ public: 'none' }, NIGHT);
  await hubs.open('south');
  for (const path of ['servers', 'servers/north/state', 'servers/north/log', 'servers/north/map/nauvis/player/0/0/0.png'])
    expect((await fetch(`${url}/api/${path}`)).status, path).toBe(401);
  expect(counts.refusals).toEqual(Array(4).fill('token'));
  const headers = await bearer(rig!);
  expect(((await (await fetch(`${url}/api/servers`, { headers })).json()) as { id: string }[]).map(({ id }) => id)).toEqual(['north']);
  expect((await fetch(`${url}/api/servers/north/state`, { headers })).status).toBe(200);
  expect((await fetch(`${url}/api/servers/south/state`, { headers })).status).toBe(401);
});

it('[L17] its log is a file to drop, whole for who has a token, for strangers without what they do not see', async () => {
  const log = [...NIGHT, '2026-01-01 10:00:00 [CHAT] Mia: the secret word'];
  const { url } = await started({}, log);
  const headers = await bearer(rig!);
  const whole = await fetch(`${url}/api/servers/north/log`, { headers });
  expect(whole.headers.get('content-disposition')).toBe('attachment; filename="north.log"');
  expect(whole.headers.get('content-length')).toBe(String(bytes(log).length));
  expect(await whole.text()).toBe(bytes(log).toString());
  const thin = await (await fetch(`${url}/api/servers/north/log`)).text();
  expect(thin).toContain('Factoscope:');
  expect(thin).not.toContain('secret');
  expect(thin).not.toContain('Operating system');
  const state = await (await fetch(`${url}/api/servers/north/state`, { headers })).text();
  expect(await sameMoment(await worldOf(Buffer.from(state)), await worldOf(bytes(log)))).toEqual([]);
  expect((await fetch(`${url}/api/servers/north/log`, { method: 'HEAD', headers })).headers.get('content-length')).toBe(
    String(bytes(log).length),
  );
  expect((await fetch(`${url}/api/servers/north/log`, { headers: { authorization: 'Bearer x' } })).status).toBe(401);
  expect((await fetch(`${url}/api/servers/south/log`)).status).toBe(404);
});

it('so many files are sent at once, and no more', async () => {
  const { port, counts } = await started({ limits: { downloads: 2 } }, NIGHT);
  // Lines enough that nobody's buffers hold them.
  for (let i = 0; i < 12; i++) await rig!.hub.append(Buffer.from(`${'.'.repeat(999)}\n`.repeat(1_000)));
  const token = await rig!.tokens.sign({ server: 'north', use: 'watch' });
  const slow = Array.from({ length: 2 }, () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /api/servers/north/log HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`);
    return socket;
  });
  try {
    for (const socket of slow) await new Promise((resolve) => socket.once('readable', resolve));
    const third = await raw(rig!, '/api/servers/north/log');
    expect([third.status, third.headers['retry-after']]).toEqual([503, '5']);
    expect(counts.refusals).toEqual(['busy']);
    for (const socket of slow) socket.destroy();
    await vi.waitFor(async () => expect((await raw(rig!, '/api/servers/north/state')).status).toBe(200), wait);
  } finally {
    for (const socket of slow) socket.destroy();
  }
});

it('[L17] pictures of the map are those of the site; where nothing is known, or may be seen, there are none', async () => {
  const { url } = await started({}, NIGHT);
  const headers = await bearer(rig!);
  const at = `${url}/api/servers/north/map`;
  const picture = await fetch(`${at}/nauvis/player/-3/0/0.png`);
  expect(picture.status).toBe(200);
  expect(picture.headers.get('content-type')).toBe('image/png');
  const png = Buffer.from(await picture.arrayBuffer());
  expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  const numbers = await fetch(`${at}/1/1/-3/0/0.png`);
  expect(Buffer.compare(Buffer.from(await numbers.arrayBuffer()), png)).toBe(0);
  const etag = picture.headers.get('etag')!;
  expect((await fetch(`${at}/nauvis/player/-3/0/0.png`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  const status = async (path: string, more = {}) => (await fetch(`${at}/${path}`, { headers: more })).status;
  expect(await status('nauvis/*/-3/0/0.png', headers)).toBe(200);
  for (const path of [
    'nauvis/*/-3/0/0.png',
    'nauvis/enemy/-3/0/0.png',
    'nauvis/player/-3/900/900.png',
    'nauvis/player/1/0/0.png',
    'nauvis/player/-6/0/0.png',
    'nauvis/__proto__/-3/0/0.png',
    'constructor/player/-3/0/0.png',
    'nauvis/player/-3/0/99999.png',
    'nauvis/player/-3/0/0',
    'nauvis/player/0/0.5/0.png',
    'nauvis/player/-3/0/0/0.png',
  ])
    expect(await status(path), path).toBe(404);
});

it('addresses that lead elsewhere lead nowhere', async () => {
  const site = await builtSite();
  await writeFile(join(site, '..', 'secret.txt'), 'secret');
  const { counts } = await started({ site: join(site) }, NIGHT);
  const bad = [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/..\\secret.txt',
    '/..%5csecret.txt',
    '/%00',
    '/index.html%00.js',
    '/%',
    '/%zz',
    '/%c0%ae%c0%ae/secret.txt',
    '//etc/passwd',
    '//evil.example/x',
    'http://evil.example/',
    '/api/servers/../../secret.txt',
    '/api/servers/north%2flog',
    '/a\tb',
    `/${'x'.repeat(5_000)}`,
  ];
  for (const path of bad) {
    const { status, text } = await raw(rig!, encodeOdd(path));
    expect([400, 404], path).toContain(status);
    expect(text, path).not.toContain('secret');
  }
  expect(counts.refusals.length).toBeGreaterThan(10);
  for (const path of [
    '/api',
    '/api/',
    '/api/servers/',
    '/api/servers/NORTH/log',
    '/api/servers/__proto__/log',
    '/.git/config',
    '/secret.txt',
  ])
    expect((await raw(rig!, path)).status, path).toBe(404);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
    const { status, headers } = await raw(rig!, '/api/servers', { method });
    expect([status, headers.allow], method).toEqual([405, 'GET, HEAD']);
  }
});

/** Node's own client refuses to send it. */
const encodeOdd = (path: string): string => path.replace('\t', '%09');

it('[L16] who may read from another page are those that were named', async () => {
  await started({ origins: ['https://friend.example'] }, NIGHT);
  const asked = async (origin: string, path = '/api/servers', method = 'GET') =>
    (await raw(rig!, path, { method, headers: { origin } })).headers['access-control-allow-origin'];
  expect(await asked('https://friend.example')).toBe('https://friend.example');
  expect(await asked('https://friend.example', '/api/servers/north/log', 'OPTIONS')).toBe('https://friend.example');
  for (const origin of ['https://evil.example', 'https://friend.example.evil.example', 'null']) expect(await asked(origin)).toBeUndefined();
  await rig!.close();
  await started({ origins: ['*'] });
  expect(await asked('https://any.example')).toBe('https://any.example');
});

it('[L17] metrics are for this machine, or for who has a token', async () => {
  const { url, counts } = await started({ metrics: async () => 'up 1\n' });
  const status = async (headers: Record<string, string>) => (await fetch(`${url}/metrics`, { headers })).status;
  expect(await (await fetch(`${url}/metrics`)).text()).toBe('up 1\n');
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) expect(await status({ [header]: '127.0.0.1' })).toBe(401);
  const metrics = await rig!.tokens.sign({ server: '*', use: 'metrics' });
  expect(await status({ 'x-forwarded-for': '203.0.113.5', authorization: `Bearer ${metrics}` })).toBe(200);
  expect(await status({ authorization: 'Bearer x' })).toBe(401);
  // They tell of all servers, and it is a token of one.
  expect(await status(await bearer(rig!))).toBe(401);
  expect(counts.refusals).toEqual(Array(6).fill('token'));
});

async function builtSite(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'site-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const site = join(folder, 'site');
  await mkdir(join(site, 'assets'), { recursive: true });
  await mkdir(join(site, 'sample'));
  const policy = '<meta http-equiv="Content-Security-Policy" content="connect-src &#39;self&#39; https:">';
  const page = `<!doctype html><html><head>\n${policy}<title>x</title>\n</head><body></body></html>\n`;
  await writeFile(join(site, 'index.html'), page);
  await writeFile(join(site, WORKER), `self.revision = "${revisionOf(Buffer.from(page))}";`);
  await writeFile(join(site, 'assets/main-Ab3_-xyZ.js'), '0123456789');
  await writeFile(join(site, 'sample/north.log.gz'), 'packed');
  return site;
}

it('serves the site, whose page knows the relay', async () => {
  const { url } = await started({ site: await builtSite() });
  const page = await fetch(`${url}/`);
  const text = await page.text();
  expect(text).toContain('<meta name="factoscope-relay" content="./" />');
  expect(Object.fromEntries(page.headers)).toMatchObject({
    ...SECURE,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
  });
  expect(await (await fetch(`${url}/index.html?x`)).text()).toBe(text);
  const socket = ` ws://${new URL(url).host}`;
  expect(text).toContain(`connect-src &#39;self&#39;${socket} https:`);
  // By its hash the service worker knows the page.
  expect(await (await fetch(`${url}/${WORKER}`)).text()).toContain(revisionOf(Buffer.from(text.replace(socket, ''))));
  const script = `${url}/assets/main-Ab3_-xyZ.js`;
  const file = await fetch(script);
  expect(file.headers.get('cache-control')).toContain('immutable');
  expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await file.text()).toBe('0123456789');
  expect((await fetch(script, { headers: { 'if-none-match': file.headers.get('etag')! } })).status).toBe(304);
  const part = async (range: string) => {
    const response = await fetch(script, { headers: { range } });
    return [response.status, await response.text()];
  };
  expect(await part('bytes=2-4')).toEqual([206, '234']);
  expect(await part('bytes=7-')).toEqual([206, '789']);
  for (const range of ['bytes=5-2', 'bytes=-3', 'bytes=x-y', 'bytes=1-2,4-5', 'bytes=99999999999999999999-'])
    expect((await part(range))[0], range).toBe(200);
  expect((await part('bytes=50-60'))[0]).toBe(416);
  const sample = await fetch(`${url}/sample/north.log.gz`);
  expect([sample.headers.get('content-type'), sample.headers.get('content-encoding')]).toEqual(['application/gzip', 'identity']);
  expect((await fetch(`${url}/nothing.js`)).status).toBe(404);
});

it('a file that is gone since it was listed, and one that is left in the midst, cost nobody anything', async () => {
  const site = await builtSite();
  const [gone, large] = [join(site, 'assets/gone-Ab3_-xyZ.js'), join(site, 'assets/large-Ab3_-xyZ.bin')];
  await writeFile(gone, 'x');
  await writeFile(large, Buffer.alloc(40_000_000));
  const { url, port } = await started({ site });
  await rm(gone);
  await expect(fetch(`${url}/assets/gone-Ab3_-xyZ.js`).then((response) => response.text())).rejects.toThrow();
  const open = async () =>
    (await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')))).filter(
      (path) => path === large,
    );
  const sockets = Array.from({ length: 5 }, () => connect(port, '127.0.0.1'));
  for (const socket of sockets) {
    socket.write('GET /assets/large-Ab3_-xyZ.bin HTTP/1.1\r\nhost: x\r\n\r\n');
    await new Promise((resolve) => socket.once('readable', resolve));
  }
  if (process.platform === 'linux') expect((await open()).length).toBe(5);
  for (const socket of sockets) socket.destroy();
  if (process.platform === 'linux') await vi.waitFor(async () => expect(await open()).toEqual([]), wait);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

it('without a site it says how to build one, and its servers are there all the same', async () => {
  const { url } = await started({ site: null });
  const page = await fetch(`${url}/`);
  expect(page.status).toBe(503);
  expect(await page.text()).toContain('npm run build');
  expect((await fetch(`${url}/api/servers`)).status).toBe(200);
});

it('says plainly why it cannot listen', async () => {
  const { port } = await started();
  await expect(relay({ port })).rejects.toMatchObject({ code: 'port-taken' });
  await expect(relay({ host: '203.0.113.77' })).rejects.toMatchObject({ code: 'no-such-host' });
  await expect(relay({ tls: { cert: 'x', key: 'y' } })).rejects.toMatchObject({ code: 'bad-certificate' });
});

const tls = certificate();
it.skipIf(tls === null)('with a certificate it is https, and wss', async () => {
  const { url, port, hub } = await started({ tls: tls! }, NIGHT);
  expect(url).toBe(`https://localhost:${port}`);
  const text = await new Promise<string>((resolve, reject) => {
    get(`${url}/healthz`, { ca: tls!.cert }, (response) => response.setEncoding('utf8').once('data', resolve)).on('error', reject);
  });
  expect(text).toBe('ok\n');
  const client = new Client(`${url}/live/north`, {}, { ca: tls!.cert });
  await vi.waitFor(() => expect(client.position).toBe(hub.log.end), wait);
  client.end();
  // Plain http is not spoken there.
  await expect(raw(rig!, '/healthz')).rejects.toThrow();
});
