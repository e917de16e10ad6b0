/** Servers' logs in a folder of this machine. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../src/core/result';
import { type Keeping, SERVER_ID, type ServerLog } from '../keeping';
import { diskProblem, makeFolder, sweep, writeWhole } from './disk';
import { lockFolder } from './lock';
import { FileLog, type LogOptions } from './log';
import { secretOf } from './secret';

const VERSION = 1;
const SERVERS = 'servers';
const SERVER = 'server.json';
const DEFAULTS: LogOptions = { keep: 2_000_000_000, segment: 16 * 1024 * 1024 };

/** What a folder says of its server. */
interface ServerRow {
  v: number;
  id: string;
  name: string;
  epoch: string;
  /** The machine's run in which it was last opened; null once it was closed. */
  boot: string | null;
}

export class FileKeeping implements Keeping {
  private readonly opened = new Set<string>();

  private constructor(
    readonly folder: string,
    private readonly options: LogOptions,
    private readonly unlock: () => Promise<void>,
  ) {}

  /** Makes the folder. Throws a Problem when another relay has it open, or it cannot be written to. */
  static async open(folder: string, options: Partial<LogOptions> = {}): Promise<FileKeeping> {
    await makeFolder(join(folder, SERVERS));
    return new FileKeeping(folder, { ...DEFAULTS, ...options }, await lockFolder(folder));
  }

  async servers(): Promise<{ id: string; name: string }[]> {
    const found: { id: string; name: string }[] = [];
    for (const id of (await readdir(join(this.folder, SERVERS))).sort()) {
      const row = SERVER_ID.test(id) ? await this.row(id) : null;
      if (row) found.push({ id, name: row.name });
    }
    return found;
  }

  async open(id: string, name?: string): Promise<ServerLog> {
    if (!SERVER_ID.test(id)) throw badName(id);
    if (this.opened.has(id)) throw new Error(`${id} is open`);
    this.opened.add(id);
    try {
      return await this.openLog(id, name);
    } catch (error) {
      this.opened.delete(id);
      throw error instanceof Error ? diskProblem(error, this.folderOf(id)) : error;
    }
  }

  private async openLog(id: string, name: string | undefined): Promise<ServerLog> {
    const folder = this.folderOf(id);
    await makeFolder(folder);
    await sweep(folder);
    const before = await this.row(id);
    const boot = await bootId();
    // What was written last may be lost with the machine: places that were told then are no places of this log.
    const lost = before !== null && before.boot !== null && before.boot !== boot;
    const epoch = before === null || lost ? newEpoch() : before.epoch;
    const row: ServerRow = { v: VERSION, id, name: name ?? before?.name ?? id, epoch, boot };
    const log = await FileLog.open(folder, epoch, this.options, async () => {
      this.opened.delete(id);
      await this.putRow({ ...row, boot: null });
    });
    await this.putRow(row);
    return log;
  }

  private folderOf(id: string): string {
    return join(this.folder, SERVERS, id);
  }

  private async putRow(row: ServerRow): Promise<void> {
    await writeWhole(this.folderOf(row.id), SERVER, new TextEncoder().encode(`${JSON.stringify(row)}\n`));
  }

  private async row(id: string): Promise<ServerRow | null> {
    const path = join(this.folderOf(id), SERVER);
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return null;
    let value: Partial<ServerRow> | null = null;
    try {
      value = JSON.parse(text);
    } catch {
      // Someone else wrote it. The log itself does not need it.
    }
    if (typeof value?.v === 'number' && value.v > VERSION) throw tooNew(path);
    if (typeof value?.epoch !== 'string' || typeof value.name !== 'string') return null;
    return { v: VERSION, id, name: value.name, epoch: value.epoch, boot: typeof value.boot === 'string' ? value.boot : null };
  }

  secret(): Promise<Uint8Array> {
    return secretOf(this.folder);
  }

  /** To be called when all logs are closed. */
  async close(): Promise<void> {
    await this.unlock();
  }
}

const newEpoch = (): string => randomBytes(9).toString('base64url');

/** Another one each time the machine starts; where none can be told, each run of the relay counts as one. */
async function bootId(): Promise<string> {
  const told = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return told.trim() || newEpoch();
}

const badName = (id: string): Problem => ({
  code: 'bad-server-name',
  file: '',
  line: 0,
  detail: `A server cannot be called ${JSON.stringify(id.slice(0, 80))}.`,
  tip: 'Use up to 63 of a-z, 0-9, ".", "_" and "-", the first a letter or a digit.',
});

const tooNew = (file: string): Problem => ({
  code: 'too-new',
  file,
  line: 0,
  detail: 'It was written by a newer version of the relay.',
  tip: 'Update this one, or name another folder by --data.',
});
