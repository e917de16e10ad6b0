import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { decodePng, type Image } from '../../mod/host/png';
import type { Io } from '../io';
import { run } from '../run';

export interface Ran {
  code: number;
  out: string;
  said: string;
}

/** A command as it is run by a person, without a process of its own. */
export async function command(...args: string[]): Promise<Ran> {
  const out: string[] = [];
  const said: string[] = [];
  const io: Io = {
    out: (text) => out.push(typeof text === 'string' ? text : Buffer.from(text).toString('latin1')),
    say: (line) => said.push(line),
    progress: () => {},
  };
  const code = await run(args, io);
  return { code, out: out.join(''), said: said.join('\n') };
}

/** A folder that goes when the tests of a file are done. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'factoscope-test-'));

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true, force: true }));
  }

  file(name: string, lines: readonly string[]): string {
    const path = join(this.path, name);
    writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
    return path;
  }

  at(name: string): string {
    return join(this.path, name);
  }
}

export const pictureAt = (path: string): Image => decodePng(readFileSync(path));
export const pixelOf = ({ width, pixels }: Image, x: number, y: number): number[] => [
  ...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

/** RGB565 as 8-bit RGBA, as the map shows it. */
export function shown(value: number): number[] {
  const [r, g, b] = [value >> 11, (value >> 5) & 63, value & 31];
  return [(r << 3) | (r >> 2), (g << 2) | (g >> 4), (b << 3) | (b >> 2), 255];
}
