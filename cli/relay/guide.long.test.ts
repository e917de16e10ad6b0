import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Game } from '../../src/core/world/testing/host';
import { Folder } from '../testing/command';
import { certificate } from './in/testing/certificate';
import { DockerLog } from './testing/docker';
import { guide, line } from './testing/guide';
import { freePort } from './testing/rig';

const root = new URL('../../', import.meta.url).pathname;

/** A line of the guide in a shell, as it stands there but for places, ports and names of hosts. */
class Shell {
  said = '';
  out = '';
  private readonly child;
  readonly ended: Promise<unknown>;

  constructor(command: string, folder: string, env: Record<string, string> = {}) {
    this.child = spawn('sh', ['-c', command], { cwd: folder, detached: true, env: { ...process.env, NO_COLOR: '1', ...env } });
    this.ended = once(this.child, 'close');
    this.child.stdin.on('error', () => {});
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.out += text;
      this.said += text;
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
  }

  write(text: string): void {
    this.child.stdin.write(text);
  }

  async says(pattern: RegExp): Promise<RegExpExecArray> {
    return await vi.waitFor(() => pattern.exec(this.said) ?? expect.unreachable(`${pattern} is not in\n${this.said}`), { timeout: 60_000 });
  }

  /** It, and whatever it has started. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) process.kill(-this.child.pid!, 'SIGTERM');
    await this.ended;
  }
}

const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.stop();
});

class Machine {
  readonly folder: string;
  readonly log: string;

  constructor(
    folder: string,
    readonly port: number,
  ) {
    this.folder = folder;
    for (const name of ['opt/factorio', 'north', 'south']) mkdirSync(join(folder, name), { recursive: true });
    // A copy of the repository, as far as a command needs it.
    for (const name of ['cli', 'src', 'node_modules', 'package.json', 'dist', 'tsconfig.json', 'tsconfig.base.json'])
      if (existsSync(join(root, name))) symlinkSync(join(root, name), join(folder, name));
    this.log = join(folder, 'opt/factorio/factorio-current.log');
  }

  static async make(folder: Folder, name: string): Promise<Machine> {
    mkdirSync(folder.at(name), { recursive: true });
    return new Machine(folder.at(name), await freePort());
  }

  here(command: string): string {
    const { folder, port } = this;
    return command
      .replaceAll('/opt/factorio', join(folder, 'opt/factorio'))
      .replaceAll(/\/srv\/(?=north|south)/g, `${folder}/`)
      .replaceAll('wss://factorio.example.org', `ws://127.0.0.1:${port}`)
      .replaceAll('localhost:34190', `127.0.0.1:${port}`);
  }

  start(command: string, env: Record<string, string> = {}): Shell {
    const shell = new Shell(this.here(command), this.folder, env);
    opened.push(shell);
    return shell;
  }

  /** What it prints. */
  async run(command: string): Promise<string> {
    const shell = this.start(command);
    await shell.ended;
    return shell.out.trim();
  }

  async relay(command: string): Promise<Shell> {
    const port = command.includes('--port') ? '' : ` --port ${this.port}`;
    const shell = this.start(`${command}${port} --host 127.0.0.1`);
    await shell.says(/open at\s+https?:/);
    return shell;
  }

  get(path: string, token?: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  }

  /** All that a server's log holds, once it holds this. */
  async holds(server: string, what: string, token: string): Promise<string> {
    return await vi.waitFor(
      async () => {
        const text = await (await this.get(`/api/servers/${server}/log`, token)).text();
        expect(text).toContain(what);
        return text;
      },
      { timeout: 60_000 },
    );
  }
}

const linkToken = async (shell: Shell, server: string): Promise<string> =>
  (await shell.says(new RegExp(`live/${server}\\?token=([\\w.-]+)`)))[1]!;
const lines = (text: string): string[] => new Game().chained({ kind: 'chat', tick: 60, text });
const toWatch = 'token --server game --watch';
const toWrite = /^npx tsx cli\/main\.ts token --server game --data/;
const toList = /api\/servers$/;

describe('what docs/guide.md says to do', () => {
  const folder = new Folder();

  test('one command beside the game; asking it; tokens, and their end', async () => {
    const machine = await Machine.make(folder, 'one');
    const begin = line(/relay --log \S+$/);
    const relay = await machine.relay(begin);
    writeFileSync(
      machine.log,
      lines('hello')
        .map((one) => `${one}\n`)
        .join(''),
    );
    const link = await linkToken(relay, 'game');
    await machine.holds('game', 'Factoscope:', link);

    for (const command of ['/healthz', toList, '/metrics', '/log -o game.log'].map(line)) await machine.run(command);
    expect(await machine.run(line('/healthz'))).toBe('ok');
    expect(JSON.parse(await machine.run(line(toList)))).toMatchObject([{ id: 'game' }]);
    expect(await machine.run(line('/metrics'))).toMatch(/^factoscope_relay_lines_total\{server="game",way="file"\} \d/m);
    expect(readFileSync(join(machine.folder, 'game.log'), 'utf8')).not.toContain('hello');

    const watch = await machine.run(line(toWatch));
    const write = await machine.run(line(toWrite));
    expect((await machine.get('/api/servers/game/log', watch)).status).toBe(200);
    expect((await machine.get('/metrics', watch)).status).toBe(401);
    expect((await machine.get('/metrics', await machine.run(line('token --metrics')))).status).toBe(200);
    expect((await machine.get('/api/servers/game/log', write)).status).toBe(401);
    const { exp, iat } = JSON.parse(Buffer.from(watch.split('.')[1]!, 'base64url').toString());
    expect((exp - iat) / 86_400).toBe(30);

    await relay.stop();
    await machine.run(line('rm '));
    await machine.relay(begin);
    expect((await machine.get('/api/servers/game/log', watch)).status).toBe(401);
    expect((await machine.get('/api/servers/game/log', link)).status).toBe(401);
  });

  test('several games; what a program prints; what comes by UDP', async () => {
    const machine = await Machine.make(folder, 'ways');
    for (const name of ['north', 'south']) writeFileSync(join(machine.folder, name, 'factorio-current.log'), `${lines(`of ${name}`)[0]}\n`);
    const two = await machine.relay(line('--log north='));
    for (const name of ['north', 'south']) await machine.holds(name, `of ${name}`, await linkToken(two, name));
    await two.stop();

    const read = await machine.relay(line('docker logs').split(' | ')[1]!);
    read.write(`${lines('printed')[0]}\n`);
    await machine.holds('game', 'printed', await linkToken(read, 'game'));
    await read.stop();

    const port = await freePort();
    const heard = await machine.relay(line('--udp').replace('34192', String(port)));
    const token = await linkToken(heard, 'game');
    const socket = createSocket('udp4');
    socket.send(lines('by the air')[0]!, port, '127.0.0.1');
    await machine.holds('game', 'by the air', token);
    socket.close();
  });

  test('docker’s syslog driver, with the token out of .env', async () => {
    const machine = await Machine.make(folder, 'docker');
    const port = await freePort();
    const [, command = ''] = /^ {4}command: (.*)$/m.exec(guide)!;
    await machine.run(line('> .env'));
    const [, token = ''] = /^FACTOSCOPE_TOKEN=(.+)\n$/.exec(readFileSync(join(machine.folder, '.env'), 'utf8'))!;
    await machine.relay(command.replace('0.0.0.0:34191', `127.0.0.1:${port}`).replace('/data', 'relay-data'));
    const docker = new DockerLog(port, token);
    docker.lines(lines('in a container'));
    const watch = await machine.run(line(toWatch));
    expect(await machine.holds('game', 'in a container', watch)).toMatch(/^@\d{13} Factoscope:/);
    docker.close();
  });

  test('forward, with its token in the environment', async () => {
    const machine = await Machine.make(folder, 'forward');
    const [, command = ''] = /waits for it without any option: `([^`]+)`/.exec(guide)!;
    const relay = await machine.relay(command);
    const token = await machine.run(line(toWrite));
    const [, name = ''] = /^export (\w+)=TOKEN$/.exec(line('export '))!;
    writeFileSync(machine.log, `${lines('from far')[0]}\n`);
    const forward = machine.start(line('forward --log'), { [name]: token });
    const watch = await linkToken(relay, 'game');
    await machine.holds('game', 'from far', watch);
    appendFileSync(machine.log, '{"not": "a packet"}\n');
    const all = await machine.holds('game', '"not"', watch);
    expect(all).toBe(readFileSync(machine.log, 'utf8'));
    await forward.stop();
    expect(forward.said).toContain('Stopped.');
  });

  const pem = certificate();
  test.skipIf(pem === null)('a certificate of its own', async () => {
    const machine = await Machine.make(folder, 'tls');
    writeFileSync(join(machine.folder, 'fullchain.pem'), pem!.cert);
    writeFileSync(join(machine.folder, 'privkey.pem'), pem!.key);
    await machine.relay(line('--cert').replace('8443', String(machine.port)));
    const status = await new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: machine.port, path: '/healthz', ca: pem!.cert }, (answer) =>
        resolve(answer.statusCode),
      );
      asked.on('error', reject).end();
    });
    expect(status).toBe(200);
  });
});
