import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Game } from '../../src/core/world/testing/host';
import type { Io } from '../io';
import { command, Folder } from '../testing/command';
import { WrongUse } from '../wrong-use';
import { addressesOf } from './addresses';
import { secretOf } from './keep/secret';
import { relayOptions } from './relay-options';
import { type Relay, startRelay } from './serve';
import { Command } from './testing/command';
import { freePort } from './testing/rig';
import { Tokens } from './tokens';

describe('the relay’s options', () => {
  it('are few when nothing is said', () => {
    expect(relayOptions(['--log', '/opt/factorio/factorio-current.log'])).toMatchObject({
      ...{ logs: [{ server: 'game', path: '/opt/factorio/factorio-current.log' }], stdin: null, syslog: null, udp: null },
      ...{ port: 34190, host: undefined, data: 'relay-data', public: undefined, chat: false, origins: [], keep: undefined, tls: null },
    });
  });

  it('may be many', () => {
    const args =
      '--log north=a=b.log --log south=/x/b.log --stdin piped --syslog 0.0.0.0:5514 --udp north=34191 --port 0 --host 127.0.0.1 --data /d ' +
      '--public player --chat --origin https://Example.org --origin * --keep 1.5GB --cert c --key k --site s --max-watchers 12';
    expect(relayOptions(args.split(' '))).toEqual({
      logs: [
        { server: 'north', path: 'a=b.log' },
        { server: 'south', path: '/x/b.log' },
      ],
      ...{ stdin: 'piped', syslog: { host: '0.0.0.0', port: 5514 }, udp: { server: 'north', port: 34191 }, port: 0, host: '127.0.0.1' },
      ...{ data: '/d', public: 'player', chat: true, origins: ['https://example.org', '*'], keep: 1_500_000_000 },
      ...{ tls: { cert: 'c', key: 'k' }, site: 's', maxWatchers: 12 },
    });
  });

  it.each([
    [['--stdin'], { stdin: 'game' }],
    [['--stdin', '--chat'], { stdin: 'game', chat: true }],
    [['--log', './odd=name/x.log'], { logs: [{ server: 'game', path: './odd=name/x.log' }] }],
    [['--syslog', '5514'], { syslog: { host: '127.0.0.1', port: 5514 } }],
    [['--syslog', '[::]:5514'], { syslog: { host: '::', port: 5514 } }],
    [['--udp', '34191'], { udp: { server: 'game', port: 34191 } }],
    [['--keep', '500m'], { keep: 500_000_000 }],
    [['--keep', '2000000'], { keep: 2_000_000 }],
  ])('%j', (args, expected) => {
    expect(relayOptions(args)).toMatchObject(expected);
  });

  it.each([
    [['--log', 'a.log', '--log', 'b.log'], '--log north=b.log'],
    [['--log', 'My Server=a.log'], 'as my-server'],
    [['--stdin', '../up'], 'A server cannot be called'],
    [['--port', '70000'], '--port takes a port'],
    [['--syslog', 'host'], '--syslog takes a port'],
    [['--udp', 'game=x'], '--udp takes a port'],
    [['--keep', '5 minutes'], '--keep takes a size'],
    [['--keep', '10kB'], 'from 1 MB on'],
    [['--cert', 'c'], 'belong together'],
    [['--origin', 'example.org'], '--origin takes where a page comes from'],
    [['--origin', 'https://example.org/page'], '--origin takes where a page comes from'],
    [['--max-watchers', '0'], 'from 1 on'],
    [['a.log'], 'beside the options'],
    [['--nothing'], 'no option --nothing'],
    [['--port', '1', '--port', '2'], 'given twice'],
  ])('%j is wrong', (args, words) => {
    expect(() => relayOptions(args)).toThrow(WrongUse);
    expect(() => relayOptions(args)).toThrow(words);
  });

  it('are said when they are wrong', async () => {
    const { code, said } = await command('relay', '--port', 'x');
    expect(code).toBe(2);
    expect(said).toContain('relay [--log [NAME=]FILE]');
  });
});

describe('addresses of this machine', () => {
  it('are those a browser can open', () => {
    expect(addressesOf('127.0.0.1', 80, false)).toEqual(['http://127.0.0.1:80/']);
    expect(addressesOf('::1', 34190, true)).toEqual(['https://[::1]:34190/']);
    const [first, ...rest] = addressesOf(undefined, 34190, false);
    expect(first).toBe('http://localhost:34190/');
    for (const address of rest) expect(new URL(address).port).toBe('34190');
  });
});

describe('a relay', () => {
  const folder = new Folder();
  const running: Relay[] = [];
  afterAll(async () => {
    for (const relay of running) await relay.close();
  });

  async function start(...args: string[]): Promise<{ relay: Relay; said: string[]; get: (path: string) => Promise<Response> }> {
    const said: string[] = [];
    const io: Io = { out: () => {}, say: (line) => said.push(line), progress: () => {} };
    const relay = await startRelay(relayOptions(['--port', '0', '--host', '127.0.0.1', ...args]), io);
    running.push(relay);
    return { relay, said, get: (path) => fetch(`http://127.0.0.1:${relay.port}/${path}`) };
  }

  const lines = (name: string): string[] => {
    const game = new Game(name, 7);
    return [
      ...game.here(game.header(0)),
      ...game.chained({ kind: 'players', tick: 60, list: [{ index: 1, name: 'Mara', online: true, surface: 1, at: [3, 4] }] }),
    ];
  };

  it('follows logs of several servers, one of which is not there yet', async () => {
    folder.file('north.log', lines('of-the-north'));
    const { said, get } = await start(
      '--data',
      folder.at('two'),
      '--log',
      `north=${folder.at('north.log')}`,
      '--log',
      `south=${folder.at('south.log')}`,
    );
    const servers = async (): Promise<Record<string, unknown>[]> => (await get('api/servers')).json() as Promise<Record<string, unknown>[]>;
    const world = (id: string, world: string) => expect.objectContaining({ id, world, tick: 60, online: 1, state: 'live' });
    await vi.waitFor(
      async () =>
        expect(await servers()).toEqual([
          world('north', 'of-the-north'),
          expect.objectContaining({ id: 'south', world: null, state: 'waiting' }),
        ]),
      { timeout: 30_000 },
    );
    await vi.waitFor(() => expect(said.join('\n')).toContain('south.log: There is no such file. It is waited for'), { timeout: 30_000 });
    folder.file('south.log', lines('of-the-south'));
    await vi.waitFor(async () => expect(await servers()).toEqual([world('north', 'of-the-north'), world('south', 'of-the-south')]), {
      timeout: 30_000,
    });
    expect(said).toContain(`south: ${folder.at('south.log')} is read.`);
  });

  it('shows what it has kept of a server that nobody tells of any more', async () => {
    const log = folder.file('once.log', lines('once'));
    const first = await start('--data', folder.at('kept'), '--log', `once=${log}`);
    await vi.waitFor(() => expect(first.relay.hubs.get('once')!.info().tick).toBe(60), { timeout: 30_000 });
    await first.relay.close();
    const { relay } = await start('--data', folder.at('kept'), '--stdin', 'another');
    await vi.waitFor(() => expect(relay.hubs.get('once')!.info()).toMatchObject({ world: 'once', tick: 60, heard: null, state: 'quiet' }), {
      timeout: 30_000,
    });
    expect(relay.hubs.all().map(({ id }) => id)).toEqual(['once', 'another']);
  });

  it('says when its port or its folder is taken, and leaves nothing open', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const own = folder.at('port');
    await expect(startRelay(relayOptions(['--port', `${port}`, '--host', '127.0.0.1', '--data', own]), silent)).rejects.toMatchObject({
      code: 'port-taken',
    });
    other.close();
    const { relay } = await start('--data', own);
    expect(relay.hubs.all().map(({ id }) => id)).toEqual(['game']);
    await expect(start('--data', own)).rejects.toMatchObject({ code: 'data-taken' });
    await relay.close();
    await (await start('--data', own)).relay.close();
  });

  it('says when a certificate cannot be read', async () => {
    await expect(start('--data', folder.at('tls'), '--cert', folder.at('no.pem'), '--key', folder.at('no.key'))).rejects.toMatchObject({
      code: 'bad-certificate',
      file: folder.at('no.pem'),
    });
  });

  it('says when there is no site, and does without', async () => {
    const none = await start('--data', folder.at('nosite'), '--site', folder.at('none'));
    expect(none.said.join()).toContain('It holds no built site.');
    expect((await none.get('')).status).toBe(503);
    expect((await none.get('healthz')).status).toBe(200);
  });

  it('is a command: its link, another that is refused, a clean end', async () => {
    const log = folder.file('command.log', lines('of-a-command'));
    const args = ['relay', '--log', `mine=${log}`, '--data', folder.at('command'), '--port', '0', '--host', '127.0.0.1'];
    const relay = new Command(args);
    const [, address, token] = await relay.says(/(http:\/\/127\.0\.0\.1:\d+\/)#\/live\/mine\?token=([\w.-]+)/);
    expect(relay.said).toContain(`mine: follows ${log}`);
    const state = async () => (await fetch(`${address}api/servers/mine/state`, { headers: { authorization: `Bearer ${token}` } })).text();
    await vi.waitFor(async () => expect(await state()).toMatch(/^Factoscope:/), { timeout: 30_000 });
    const other = new Command(args);
    await other.says(/Another relay has this folder open/);
    await vi.waitFor(() => expect(other.code).toBe(1), { timeout: 30_000 });
    relay.signal('SIGTERM');
    await vi.waitFor(() => expect(relay.code).toBe(0), { timeout: 30_000 });
    expect(relay.said).toContain('Stopping.');
  });

  it('tells the link of a server that a token makes', async () => {
    const port = await freePort();
    const data = folder.at('made');
    const relay = new Command(['relay', '--syslog', `${port}`, '--data', data, '--port', '0', '--host', '127.0.0.1']);
    await relay.says(/Syslog over TCP on 127\.0\.0\.1/);
    expect(relay.said).not.toContain('token=');
    const token = await new Tokens(await secretOf(data)).sign({ server: 'late', use: 'write' });
    const socket = connect(port, '127.0.0.1');
    for (const line of lines('by-syslog')) socket.write(`<14>1 2026-05-02T19:30:00Z host ${token} - - - ${line}\n`);
    const [, address, watch] = await relay.says(/late: lines come for it now.*(http:\/\/\S+)#\/live\/late\?token=([\w.-]+)/);
    const state = async () => (await fetch(`${address}api/servers/late/state`, { headers: { authorization: `Bearer ${watch}` } })).text();
    await vi.waitFor(async () => expect(await state()).toMatch(/^Factoscope:/), { timeout: 30_000 });
    socket.destroy();
    expect(await relay.stop()).toBe(0);
  });

  it('ends though its input does not', async () => {
    const relay = new Command(['relay', '--stdin', 'piped', '--data', folder.at('piped'), '--port', '0', '--host', '127.0.0.1']);
    const [, address] = await relay.says(/(http:\/\/127\.0\.0\.1:\d+\/)#\/live\/piped/);
    relay.write(
      lines('of-a-pipe')
        .map((line) => `${line}\n`)
        .join(''),
    );
    await vi.waitFor(async () => expect(await (await fetch(`${address}api/servers`)).json()).toMatchObject([{ world: 'of-a-pipe' }]), {
      timeout: 30_000,
    });
    relay.signal('SIGINT');
    await vi.waitFor(() => expect(relay.code).toBe(0), { timeout: 30_000 });
  });
});

const silent: Io = { out: () => {}, say: () => {}, progress: () => {} };
