/** Logs as bytes into worlds, and worlds restated as logs. */
import { readFile } from '../../../import/read-file';
import { runImport } from '../../../import/run-import';
import { bytesSource } from '../../../import/source';
import { MemoryStore } from '../../world/block-store';
import { Library } from '../../world/library';
import { kernels } from '../../world/testing/host';
import type { World } from '../../world/world';
import { lineHost } from '../line-host';
import { keyframeLines } from '../restate';
import { ALL, type LiveView } from '../view';

const encoder = new TextEncoder();
export const bytesOf = (lines: readonly string[]): Uint8Array => encoder.encode(lines.map((line) => `${line}\n`).join(''));

/** Files dropped together, and then more of them, into one store. */
export async function libraryOf(...drops: (readonly (readonly [name: string, bytes: Uint8Array])[])[]): Promise<Library> {
  const library = new Library(new MemoryStore(), await kernels());
  for (const files of drops) {
    const result = await runImport({
      files: files.map(([name, bytes]) => bytesSource(name, bytes)),
      importer: await library.importer(),
      readFile,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    const wrong = result.problems.filter(({ code }) => code !== 'lines-missing');
    if (wrong.length > 0) throw new Error(JSON.stringify(wrong[0]));
  }
  return library;
}

/** The only world there is. */
export async function onlyWorld(library: Library): Promise<World> {
  const [info, ...more] = await library.worlds();
  if (info === undefined || more.length > 0) throw new Error(`there are ${more.length + (info ? 1 : 0)} worlds`);
  return (await library.world(info.id))!;
}

export async function restated(library: Library, view: LiveView = ALL, launch?: string): Promise<string[]> {
  const lines: string[] = [];
  const open = (await library.open((await onlyWorld(library)).info.id))!;
  for await (const line of keyframeLines(open, view, lineHost, launch)) lines.push(line);
  return lines;
}
