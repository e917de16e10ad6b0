/** A game that writes its log as games do: lines of a made-up evening, into a file that is turned over in all the ways there are. */
import { closeSync, copyFileSync, existsSync, ftruncateSync, openSync, renameSync, writeSync } from 'node:fs';
import { generate } from '../../../mod/sample/generate';

export interface Evening {
  seed?: number;
  hours?: number;
  chunks?: number;
  launches?: number;
}

/** Lines of each launch: people who walk, build, talk, leave and come back, rockets, charts, and the engine's own. The same options, the same lines. */
export function evening({ seed = 7, hours = 2, chunks = 60, launches = 2 }: Evening = {}): string[][] {
  const logs: string[][] = Array.from({ length: launches }, () => []);
  generate({ seed, hours, chunks, launches, onLine: (line, log) => logs[log]!.push(line) });
  return logs;
}

export const bytesOf = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

/** The file of a running game. All that was ever written, in order, is `told`: what a relay that loses nothing has. */
export class LogFile {
  private file: number;
  private readonly pieces: Buffer[] = [];
  private turns = 0;

  constructor(readonly path: string) {
    this.file = openSync(path, 'a');
  }

  get told(): Buffer {
    return Buffer.concat(this.pieces);
  }

  write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done);
    this.pieces.push(Buffer.from(bytes));
  }

  lines(lines: readonly string[]): void {
    this.write(bytesOf(lines));
  }

  /** As the game at its start, and logrotate: the file gets another name; what is written goes there until `reopen`. */
  rename(): void {
    if (existsSync(this.path)) renameSync(this.path, this.older());
  }

  /** The youngest is `.1`, as logrotate has it. */
  private older(): string {
    for (let i = this.turns++; i > 0; i--) renameSync(`${this.path}.${i}`, `${this.path}.${i + 1}`);
    return `${this.path}.1`;
  }

  reopen(): void {
    closeSync(this.file);
    this.file = openSync(this.path, 'a');
  }

  /** As logrotate's copytruncate: what follows stands at the beginning of the same file. */
  truncate(): void {
    copyFileSync(this.path, this.older());
    ftruncateSync(this.file, 0);
  }

  close(): void {
    closeSync(this.file);
  }
}
