/** `build-site --snapshot world.zip --out dir`: the site and a world in one folder, for any static host. */
import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isContainer } from '../src/core/pack/container';
import type { PackInfo } from '../src/core/pack/types';
import { previewOf } from '../src/core/picture/preview';
import { PACK_META, PAGE, PREVIEW, PREVIEW_SIZE, SNAPSHOT_META, WORKER, WORLD } from '../src/core/site/names';
import { pageOf, type SitePage, workerOf } from '../src/core/site/page';
import type { Picture, WorldInfo } from '../src/core/world/types';
import { argumentsOf } from './arguments';
import { chooseView } from './choose';
import type { Io } from './io';
import { PngWriter } from './png';
import { sayProblems } from './problems';
import { type Read, readWorlds } from './read-worlds';
import { NothingThere, WrongUse } from './wrong-use';

export const usage = 'build-site --snapshot world.zip [--title TEXT] [--address https://…/] --out dir';

const OPTIONS = { snapshot: { type: 'string' }, out: { type: 'string' }, title: { type: 'string' }, address: { type: 'string' } } as const;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SITE = join(ROOT, 'dist/site');

/** `site`: where it was built to. */
export async function buildSite(args: readonly string[], io: Io, site = SITE): Promise<number> {
  const { options } = argumentsOf(args, OPTIONS, false);
  const { snapshot, out, title } = options;
  if (snapshot === undefined || snapshot === '') throw new WrongUse('--snapshot is missing: it names the zip to show.');
  if (out === undefined || out === '') throw new WrongUse('--out is missing: it names the folder to write.');
  const address = options.address === undefined ? null : addressOf(options.address);
  await refuseOthers(out);
  const zip = await readFile(snapshot).catch((error) => Promise.reject(new NothingThere(`${snapshot} cannot be read (${error.code}).`)));
  if (!isContainer(zip)) throw new NothingThere(`${snapshot} is no snapshot: \`snapshot FILE… --out world.zip\` makes one of a log.`);
  const read = await readWorlds([snapshot], false, io);
  try {
    sayProblems(read.problems, io);
    const [world, pack] = [read.worlds[0], read.packs[0]];
    if (world === undefined && pack === undefined) throw new NothingThere(`${snapshot} cannot be shown.`);
    const picture = world === undefined ? null : await preview(read, world, io);
    if ((await readFile(join(site, WORKER)).catch(() => null)) === null) await build(io);
    const page: SitePage = {
      ...{ title: title ?? world?.name ?? pack?.name ?? 'Factoscope', description: wordsOf(world, pack), address },
      preview: picture !== null,
      holds: world === undefined ? 'pack' : 'world',
    };
    await writeSite(site, out, page, { zip, picture });
    io.say(`${out}: ${page.title}. Put its files on any static host; they work below any address.`);
    if (address === null && picture !== null)
      io.say('With --address, links to it show its picture in services that take only whole addresses.');
    return 0;
  } finally {
    read.close();
  }
}

/** Copies the site and puts its world into it. */
async function writeSite(
  site: string,
  out: string,
  page: SitePage,
  { zip, picture }: { zip: Uint8Array; picture: Picture | null },
): Promise<void> {
  const [built, worker] = await Promise.all([readFile(join(site, PAGE)), readFile(join(site, WORKER), 'utf8')]);
  const made = pageOf(built.toString('utf8'), page);
  const after = made === null ? null : workerOf(worker, built, Buffer.from(made));
  if (made === null || after === null) throw new NothingThere(`${site} is not whole. To build it anew: npm run build`);
  try {
    await mkdir(out, { recursive: true });
    // Of what was built before, no file is to be left that nothing names any more.
    await rm(join(out, 'assets'), { recursive: true, force: true });
    await rm(join(out, PREVIEW), { force: true });
    await cp(site, out, { recursive: true });
    await writeFile(join(out, WORLD), zip);
    if (picture !== null) await writeFile(join(out, PREVIEW), await pngOf(picture));
    await writeFile(join(out, WORKER), after);
    await writeFile(join(out, PAGE), made);
  } catch (error) {
    throw new WrongUse(`${out} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** Nothing of somebody's is written over. */
async function refuseOthers(out: string): Promise<void> {
  const names = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new WrongUse(`${out} is no folder.`);
  });
  if (names.length === 0) return;
  const page = await readFile(join(out, PAGE), 'utf8').catch(() => '');
  if (![SNAPSHOT_META, PACK_META].some((name) => page.includes(`<meta name="${name}"`)))
    throw new WrongUse(`${out} is not empty, and was not made by build-site.`);
}

/** Beyond the last slash nothing counts: the page lies in a folder. */
function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw new WrongUse(`--address is as https://example.org/world/, not ${text}.`);
  const folder = /\/index\.html$/.test(url.pathname) ? url.pathname.slice(0, -PAGE.length) : url.pathname.replace(/\/?$/, '/');
  return `${url.origin}${folder}`;
}

/** As the site opens it; null: it has no map. */
async function preview({ library }: Read, info: WorldInfo, io: Io): Promise<Picture | null> {
  const world = await library.world(info.id);
  if (world === null || !info.surfaces.some(({ map }) => map)) return null;
  const free = { world: undefined, branch: undefined, surface: undefined, force: undefined, tick: undefined, base: undefined };
  const view = await chooseView(world, { ...free, resources: false, buildings: false }, io.say);
  // A chart shows what stands; terrain alone does not.
  const drawn = view.base === 'terrain' ? { ...view, resources: true, buildings: true } : view;
  return await previewOf(world, drawn, PREVIEW_SIZE);
}

function wordsOf(world: WorldInfo | undefined, pack: PackInfo | undefined): string {
  if (world === undefined) return `${pack?.name}: items and recipes, in the browser.`;
  const [first, last] = world.ticks ?? [0, 0];
  const hours = Math.round((last - first) / 216_000);
  const version = world.gameVersion === null ? '' : ` ${world.gameVersion}`;
  return `${world.name}: a map of a Factorio${version} world${hours > 0 ? `, ${hours} h of it` : ''}, in the browser.`;
}

async function pngOf({ width, height, pixels }: Picture): Promise<Uint8Array> {
  const png = new PngWriter(width, height);
  await png.rows(pixels);
  return await png.end();
}

async function build(io: Io): Promise<void> {
  io.say('The site is built first.');
  const child = spawn(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new NothingThere('The site could not be built: npm run build says why.');
}
