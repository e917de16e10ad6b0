/** What is to be forwarded, on the disk until the relay has it: lines of the followed log, a log of their own. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Inlet } from '../in/inlet';
import { writeWhole } from '../keep/disk';
import { FileKeeping } from '../keep/files';
import type { Origin, ServerLog } from '../keeping';

const NAME = 'spool';
const ID = 'spool-id';

export class Spool implements Inlet {
  readonly id = NAME;
  private readonly listeners = new Set<() => void>();

  private constructor(
    private readonly keeping: FileKeeping,
    private readonly log: ServerLog,
    private readonly folder: string,
    private name: string,
    /** What is behind it may still be lost with the machine: it is not sent before that is over. */
    private settled: number,
    private readonly most: number,
  ) {}

  /** Throws a Problem when another has the folder, or it cannot be written to. `most`: bytes that may wait. */
  static async open(folder: string, most: number): Promise<Spool> {
    const keeping = await FileKeeping.open(folder);
    try {
      const log = await keeping.open(NAME);
      const known = await readFile(join(folder, ID), 'utf8').catch(() => '');
      const spool = new Spool(keeping, log, folder, known.trim(), log.end, most);
      if (!/^[\w-]{8,80}$/.test(spool.name)) await spool.rename();
      return spool;
    } catch (error) {
      await keeping.close();
      throw error;
    }
  }

  /** By this a relay knows what it has of it. */
  get source(): string {
    return this.name;
  }

  /** The relay knows it by this name, but as another one: all that is left of it is sent under a new one. */
  async rename(): Promise<void> {
    this.name = randomBytes(12).toString('base64url');
    await writeWhole(this.folder, ID, new TextEncoder().encode(`${this.name}\n`));
  }

  get start(): number {
    return this.log.start;
  }
  get end(): number {
    return this.settled;
  }

  taken(source: string): number {
    return this.log.taken(source);
  }

  async append(lines: Uint8Array, origin?: Origin): Promise<number> {
    const end = await this.log.append(lines, origin);
    this.settled = Math.max(this.settled, end);
    if (end - this.start > this.most) await this.forget(end - this.most);
    for (const listener of this.listeners) listener();
    return end;
  }

  /** `append` has waited for that. */
  async safe(): Promise<void> {}

  onGrowth(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  read(from: number, to: number, signal: AbortSignal): AsyncIterable<Uint8Array> {
    return this.log.read(from, to, signal);
  }

  /** What lies before has arrived; some of it may stay. */
  async forget(before: number): Promise<void> {
    await this.log.forget(before);
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.keeping.close();
  }
}
