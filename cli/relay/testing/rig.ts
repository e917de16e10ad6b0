/** A game that writes its log, the relay beside it as a process of its own, and who watches, through a line that can be cut. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { Command } from './command';
import { Line } from './line';
import { type Watch, Watcher } from './watcher';
import { LogFile } from './writer';

export const SERVER = 'game';

/** A port of this machine that nobody has. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const closers: (() => unknown)[] = [];
// Here, where the file is only collected: while a test runs nothing can be said to come after all.
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** What is opened goes when the tests of a file are done, the last first. */
export function cleanly<T extends object>(thing: T, close: (thing: T) => unknown): T {
  closers.push(() => close(thing));
  return thing;
}

export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'factoscope-relay-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export interface RigOptions {
  /** Further words of the command. */
  args?: readonly string[];
  /** It follows no file. */
  noLog?: boolean;
  /** Its clock can be set back. */
  clock?: boolean;
}

export class Rig {
  relay!: Command;
  line!: Line;
  /** Who shows it sees all. */
  token = '';

  private constructor(
    readonly folder: string,
    readonly log: LogFile,
    readonly port: number,
    readonly options: RigOptions,
  ) {}

  static async start(options: RigOptions = {}): Promise<Rig> {
    const folder = newFolder();
    const rig = new Rig(folder, new LogFile(join(folder, 'factorio-current.log')), await freePort(), options);
    await rig.up();
    rig.line = await Line.to(rig.port);
    closers.push(async () => {
      rig.log.close();
      await rig.line.close();
      await rig.relay.kill();
    });
    return rig;
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  /** Starts it once more, on the same folder and port. */
  async up(): Promise<void> {
    const { args = [], noLog = false, clock = false } = this.options;
    const log = noLog ? [] : ['--log', `${SERVER}=${this.log.path}`];
    const own = ['--data', this.data, '--port', String(this.port), '--host', '127.0.0.1'];
    this.relay = new Command(['relay', ...log, ...own, ...args], { clock });
    const [, token] = await this.relay.says(/token=([\w.-]+)/);
    this.token = token!;
  }

  async killAndStart(): Promise<void> {
    await this.relay.kill();
    await this.up();
  }

  get http(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  get(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.http), init);
  }

  /** As who may see all. */
  all(path: string): Promise<Response> {
    return this.get(path, { headers: { authorization: `Bearer ${this.token}` } });
  }

  /** Through the line; all of it, unless `token` says otherwise. */
  watch(options: Partial<Watch> = {}, server = SERVER): Watcher {
    const watcher = new Watcher({ url: `ws://127.0.0.1:${this.line.port}/live/${server}`, token: this.token, again: true, ...options });
    return cleanly(watcher, () => watcher.close());
  }

  /** The relay's log, and where it first differs from what the game has told. */
  async kept(server = SERVER): Promise<{ bytes: Buffer; differs: string | null }> {
    const bytes = Buffer.from(await (await this.all(`api/servers/${server}/log`)).arrayBuffer());
    const { told } = this.log;
    if (bytes.equals(told)) return { bytes, differs: null };
    const at = told.findIndex((byte, i) => byte !== bytes[i]);
    const from = at < 0 ? told.length : at;
    const near = (all: Buffer) => JSON.stringify(all.subarray(Math.max(0, from - 120), from + 700).toString());
    return { bytes, differs: `${bytes.length} bytes for ${told.length}, from ${from} on:\n${near(bytes)}\nfor\n${near(told)}` };
  }

  /** It has been sent, and has taken in, everything the game has told. */
  async caughtUp(watcher: Watcher, end = this.log.told.length): Promise<void> {
    await vi
      .waitFor(
        () => {
          if (watcher.taken?.offset !== end)
            throw new Error(
              `at ${watcher.taken?.offset} (sent ${watcher.position?.offset}) of ${end}; closed ${JSON.stringify(watcher.closed.slice(-3))}; ` +
                `${watcher.faults.slice(0, 3).join('; ')}\n${this.relay.said.slice(-2000)}`,
            );
        },
        { timeout: 30_000 },
      )
      .catch(async (error: Error) => {
        const { bytes, differs } = await this.kept();
        throw new Error(`${error.message}\nthe relay has ${bytes.length}: ${differs}`);
      });
  }
}
