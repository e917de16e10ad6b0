import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { decodePng } from '../mod/host/png';
import { writeContainer } from '../src/core/pack/write-container';
import type { Packet } from '../src/core/packet/schema';
import { PREVIEW_SIZE } from '../src/core/site/names';
import { revisionOf } from '../src/core/site/page';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import { PRIVATE, type SnapshotChoice } from '../src/core/world/snapshot/choice';
import { worldBlocks } from '../src/core/world/snapshot/write';
import { feed, Game, kernels, pack } from '../src/core/world/testing/host';
import type { View } from '../src/core/world/types';
import type { SiteQuestion } from '../src/worker-api/site-api';
import { createSiteService } from './site-service';

const PAGE =
  '<!doctype html>\n<html>\n  <head>\n    <meta name="description" content="x" />\n    <title>Factoscope</title>\n  </head>\n</html>\n';
const WORKER = `[{url:"index.html",revision:"${revisionOf(new TextEncoder().encode(PAGE))}"}]`;
const FILES = { 'index.html': PAGE, 'sw.js': WORKER, 'assets/a-12345678.js': 'a', 'sample/s.zip': 's' };
const LIST = JSON.stringify([...Object.keys(FILES), 'files.json']);
const view: View = { world: 'w1', branch: 'main', surface: 1, force: null, base: 'chart', resources: false, buildings: false, tick: 5 };
const BASE = 'https://site.example/sub/index.html?embed#/map/w1';

async function snapshot(choice: SnapshotChoice = PRIVATE): Promise<Blob> {
  const store = new MemoryStore();
  const game = new Game('w1');
  const px = pack(new Uint8Array(2048).fill(0x77));
  const chart = (surface: number): Packet => ({ kind: 'chart', tick: 2, surface, force: 1, at: [0, 0], px });
  const importer = await new Library(store, await kernels()).importer();
  feed(importer, 'a.log', game.chained(game.header(1), chart(1), chart(2)));
  await importer.finish();
  const open = await new Library(store, await kernels()).open('w1');
  return new Blob(writeContainer(await worldBlocks(open!, choice), null));
}

const asked = async (change: Partial<SiteQuestion> = {}): Promise<SiteQuestion> => ({
  ...{ base: BASE, more: [], title: 'Home', description: 'A world.', address: null, view },
  ...{ snapshot: await snapshot(), ...change },
});

/** A host with these files and no others. */
function host(files: Record<string, string> = { ...FILES, 'files.json': LIST }) {
  const seen: string[] = [];
  const api = createSiteService({
    kernels,
    fetch: async (url) => {
      const name = url.slice('https://site.example/sub/'.length);
      seen.push(name);
      return Object.hasOwn(files, name) ? new Response(files[name]) : new Response('', { status: 404 });
    },
  });
  return { api, seen };
}

const unzipped = async (zip: Blob) => unzipSync(new Uint8Array(await zip.arrayBuffer()));

it('takes every file of the site along, with the world, its picture and a page that names both', async () => {
  const { api, seen } = host({ ...FILES, 'files.json': LIST, 'mod/m.zip': 'm' });
  const told: number[][] = [];
  const question = await asked({ more: ['mod/m.zip', 'mod/gone.zip'] });
  const zip = await api.site(question, (...files) => told.push(files));
  const files = await unzipped(zip);
  expect(Object.keys(files)).toEqual([
    ...['index.html', 'sw.js', 'files.json', 'assets/a-12345678.js', 'sample/s.zip', 'mod/m.zip', 'preview.png', 'world.zip'],
  ]);
  expect(new Set(seen).size).toBe(seen.length);
  expect(Buffer.from(files['world.zip']!).equals(Buffer.from(await question.snapshot.arrayBuffer()))).toBe(true);
  const page = Buffer.from(files['index.html']!).toString();
  expect(page).toContain('<meta name="factoscope-snapshot" content="world.zip" />');
  expect(Buffer.from(files['sw.js']!).toString()).toContain(revisionOf(files['index.html']!));
  const { width, height, pixels } = decodePng(files['preview.png']!);
  expect([width, height]).toEqual([...PREVIEW_SIZE]);
  expect(new Set(new Uint32Array(pixels.slice().buffer)).size).toBe(2);
  expect(told.at(-1)).toEqual([7, 7]);
  // The same world is the same file.
  expect(Buffer.from(await (await api.site(question, () => {})).arrayBuffer()).equals(Buffer.from(await zip.arrayBuffer()))).toBe(true);
});

it('shows of the world only what is in the snapshot', async () => {
  const { api } = host();
  const files = await unzipped(await api.site(await asked({ snapshot: await snapshot({ ...PRIVATE, surfaces: [2] }) }), () => {}));
  expect(Object.keys(files)).not.toContain('preview.png');
  expect(Buffer.from(files['index.html']!).toString()).not.toContain('og:image');
});

it('of a pack alone says so', async () => {
  const { api } = host();
  const alone = new Blob(writeContainer([{ path: 'pack/head', entry: 'pack', bytes: new Uint8Array(4), inflated: 0 }], null));
  const files = await unzipped(await api.site(await asked({ snapshot: alone }), () => {}));
  expect(Buffer.from(files['index.html']!).toString()).toContain('<meta name="factoscope-pack" content="world.zip" />');
});

it('says when the site is another one by now, or does not come, and never leaves its folder', async () => {
  const renewed = { code: 'site-renewed' };
  const question = await asked();
  for (const files of [
    { ...FILES, 'files.json': LIST, 'sw.js': 'of a newer page' },
    { ...FILES, 'files.json': LIST, 'index.html': '<p>Not here</p>' },
    { ...FILES, 'files.json': JSON.stringify([...Object.keys(FILES), 'assets/gone.js']) },
    { ...FILES, 'files.json': '{}' },
    { ...FILES, 'files.json': PAGE },
    ...['../secret', '/etc', 'a//b', 'https://other.example/x', '.git/config', 'a/../b'].map((name) => ({
      ...FILES,
      'files.json': JSON.stringify([...Object.keys(FILES), name]),
    })),
  ])
    await expect(host(files).api.site(question, () => {})).rejects.toMatchObject(renewed);
  const offline = createSiteService({ kernels, fetch: () => Promise.reject(new TypeError('no network')) });
  await expect(offline.site(question, () => {})).rejects.toMatchObject({ code: 'site-fetch', file: 'files.json' });
  await expect(host().api.site(await asked({ snapshot: new Blob(['no zip']) }), () => {})).rejects.toMatchObject({
    code: expect.stringMatching(/^snapshot|^not/),
  });
});
