/** A file that is open, known by where it lies on the disk: its name may become another's meanwhile. */
import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';

/** Null: nothing has that name. */
export async function fileAt(path: string): Promise<string | null> {
  try {
    return idOf(await stat(path, { bigint: true }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Milliseconds since 1970 at which a name in the folder last came or went; 0: there is no such folder. */
export async function changedAt(folder: string): Promise<number> {
  return await stat(folder).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

const idOf = ({ dev, ino, birthtimeNs }: { dev: bigint; ino: bigint; birthtimeNs: bigint }): string =>
  // Some network drives have no numbers for files.
  ino > 0n ? `${dev}:${ino}` : `born ${birthtimeNs}`;

/** What a file is known by: its first line, or so much of a longer one. */
const HEAD = 4096;
/** A shorter first line may well be that of another file too. */
const TELLING_LINE = 40;
const NULS = 1024 * 1024;
const LF = 10;

export interface FileHead {
  /** Names it; the same after a rename or in a copy, unless its first line is short. */
  name: string;
  /** Where it begins: who writes on behind a truncation leaves NULs before it. */
  begin: number;
}

export class LogFile {
  private constructor(
    readonly path: string,
    readonly id: string,
    private readonly handle: FileHandle,
  ) {}

  /** Null: nothing has that name. */
  static async open(path: string): Promise<LogFile | null> {
    try {
      const handle = await open(path, 'r');
      const stats = await handle.stat({ bigint: true });
      if (stats.isFile()) return new LogFile(path, idOf(stats), handle);
      await handle.close();
      throw Object.assign(new Error(`${path} is no file.`), { code: 'EISDIR' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** `written`: nanoseconds since 1970. */
  async stats(): Promise<{ size: number; written: bigint }> {
    const { size, mtimeNs } = await this.handle.stat({ bigint: true });
    return { size: Number(size), written: mtimeNs };
  }

  /** `length` bytes from there on, or as many as there are. Nobody else has them. */
  async read(from: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.handle.read(bytes, done, length - done, from + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done);
  }

  /** Null: its first line is not whole yet. `finished`: nothing comes any more. */
  async head(finished: boolean): Promise<FileHead | null> {
    const begin = await this.beginning();
    const first = await this.read(begin, HEAD);
    const end = first.indexOf(LF);
    if (first.length === 0 || (end < 0 && first.length < HEAD && !finished)) return null;
    const line = end < 0 ? first : first.subarray(0, end);
    const hash = createHash('sha256').update(line).digest('hex').slice(0, 24);
    return { name: line.length < TELLING_LINE ? `${this.id} ${hash}` : hash, begin };
  }

  private async beginning(): Promise<number> {
    let begin = 0;
    for (;;) {
      const bytes = await this.read(begin, begin === 0 ? HEAD : NULS);
      const found = bytes.findIndex((byte) => byte !== 0);
      if (found >= 0) return begin + found;
      if (bytes.length === 0) return begin;
      begin += bytes.length;
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
