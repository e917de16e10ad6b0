/** What a site worker answers, without the worker. */
import type { Kernels } from '../src/core/kernels/kernels';
import { openContainer } from '../src/core/pack/container';
import { previewOf } from '../src/core/picture/preview';
import type { Problem } from '../src/core/result';
import { FILE_LIST, PAGE, PREVIEW, PREVIEW_SIZE, WORKER, WORLD } from '../src/core/site/names';
import { pageOf, workerOf } from '../src/core/site/page';
import { Library } from '../src/core/world/library';
import { openSnapshot, SnapshotBlocks } from '../src/core/world/snapshot/blocks';
import type { View } from '../src/core/world/types';
import type { SiteApi } from '../src/worker-api/site-api';
import { PngFile } from './png-file';
import { ZipBlob } from './zip-blob';

export interface SiteServices {
  kernels(): Promise<Kernels>;
  fetch(url: string): Promise<Response>;
}

/** The site has some hundred files. */
const MOST_FILES = 2000;
const MOST_BYTES = 256 * 1024 * 1024;
/** Addresses below the site: nothing leads out of it. */
const PLAIN = /^(?!.*(?:^|\/)\.)[\w@.-]+(?:\/[\w@.-]+)*$/;

export function createSiteService({ kernels, fetch }: SiteServices): SiteApi {
  return {
    async site(question, onProgress) {
      const { base, more, snapshot } = question;
      const { holds, preview } = await look(snapshot, question.view, kernels);
      const list = await whole(await required(FILE_LIST));
      const plain = listOf(utf8(list)).filter((name) => name !== PAGE && name !== WORKER && name !== FILE_LIST);
      const beside: [string, Response][] = [];
      for (const name of more) {
        const found = await asked(name).catch(() => null);
        if (found?.ok === true) beside.push([name, found]);
      }
      const total = plain.length + beside.length + 4;
      const zip = new ZipBlob();
      let done = 0;
      let bytes = 0;
      const add = async (name: string, content: Uint8Array | Blob) => {
        if (!(await zip.add(name, content))) throw tooLarge;
        done += 1;
        onProgress(done, total);
      };

      const [built, worker] = [await whole(await required(PAGE)), await whole(await required(WORKER))];
      const page = pageOf(utf8(built), { ...question, preview: preview !== null, holds });
      const made = page === null ? null : new TextEncoder().encode(page);
      const after = made === null ? null : workerOf(utf8(worker), built, made);
      if (made === null || after === null) throw renewed;
      // What a host takes first is what its visitors need first.
      await add(PAGE, made);
      await add(WORKER, new TextEncoder().encode(after));
      await add(FILE_LIST, list);
      for (const name of plain) await take(name, await required(name));
      for (const [name, found] of beside) await take(name, found);
      if (preview !== null) await zip.add(PREVIEW, preview);
      await add(WORLD, snapshot);
      return zip.end();

      async function take(name: string, response: Response) {
        const content = await whole(response);
        bytes += content.length;
        if (bytes > MOST_BYTES) throw tooLarge;
        await add(name, content);
      }
      function asked(name: string) {
        return fetch(new URL(name, base).href);
      }
      async function required(name: string) {
        const response = await asked(name).catch(() => null);
        if (response === null) throw unreachable(name);
        if (!response.ok) throw renewed;
        return response;
      }
    },
  };
}

/** What is in the snapshot, and a picture of it. */
async function look(
  snapshot: Blob,
  view: View | null,
  kernels: SiteServices['kernels'],
): Promise<{ holds: 'world' | 'pack'; preview: Blob | null }> {
  const source = {
    size: snapshot.size,
    slice: async (start: number, end: number) => new Uint8Array(await snapshot.slice(start, end).arrayBuffer()),
  };
  const container = await openContainer(source);
  if (!container.ok) throw container.problem;
  if (!container.value.blocks.has('world/head')) return { holds: 'pack', preview: null };
  const opened = await openSnapshot(source, container.value);
  if (!opened.ok) throw opened.problem;
  const wasm = await kernels();
  const library = new Library(new SnapshotBlocks(opened.value, wasm), wasm);
  const { info } = opened.value.stored;
  const world = view === null ? null : await library.world(info.id);
  if (view === null || world === null) return { holds: 'world', preview: null };
  const branch = (info.branches.find(({ id }) => id === view.branch) ?? info.branches.find(({ opens }) => opens))?.id ?? view.branch;
  const picture = await previewOf(world, { ...view, world: info.id, branch, tick: null }, PREVIEW_SIZE);
  if (picture === null) return { holds: 'world', preview: null };
  const png = new PngFile(picture.width, picture.height);
  await png.rows(picture.pixels);
  return { holds: 'world', preview: await png.end() };
}

function listOf(json: string): string[] {
  let list: unknown;
  try {
    list = JSON.parse(json);
  } catch {
    // A page in its place, as some hosts answer what they do not have.
    throw renewed;
  }
  if (!Array.isArray(list) || list.length > MOST_FILES) throw renewed;
  const names = list.filter((name): name is string => typeof name === 'string' && PLAIN.test(name));
  if (names.length < list.length || !names.includes(PAGE) || !names.includes(WORKER)) throw renewed;
  return [...new Set(names)];
}

const whole = async (response: Response) => new Uint8Array(await response.arrayBuffer());
const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const unreachable = (name: string): Problem => ({
  code: 'site-fetch',
  file: name,
  line: 0,
  detail: 'A file of this site could not be fetched.',
  tip: 'There may be no network. Try it again when there is.',
});

const renewed: Problem = {
  code: 'site-renewed',
  file: '',
  line: 0,
  detail: 'The files of this site are of another version than this page.',
  tip: 'Reload the page and try it again.',
};

const tooLarge: Problem = {
  code: 'site-too-large',
  file: '',
  line: 0,
  detail: 'All of it is more than a zip can hold, 4 GB.',
  tip: 'Share a part of the world: a shorter span, or one surface.',
};
