/** `npm run mod`: the mod as the portal takes it, one zip for each version of the game, in dist/mod. The same bytes every time. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Zippable, zipSync } from 'fflate';
import { compileMod } from './compile';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const statics = join(root, 'mod/static');
/** Zips know no time before this; any fixed one will do. */
const TIME = new Date(1980, 0, 1);

/** A game's version, what its API is typed by, and the oldest that will do. */
export const GAMES = [
  { game: '2.0', types: 'typed-factorio-2.0/runtime', base: 'base >= 2.0.55' },
  { game: '2.1', types: 'typed-factorio/runtime', base: 'base >= 2.1.0' },
] as const;
export type Game = (typeof GAMES)[number];

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string; license: string };

/** The portal takes a version number once, whichever game it is for: even last numbers are for 2.0, odd ones for 2.1. */
export function versionFor(game: Game['game'], version = manifest.version): string {
  const [major, minor, patch] = version.split('.').map(Number) as [number, number, number];
  return `${major}.${minor}.${patch * 2 + (game === '2.1' ? 1 : 0)}`;
}

export function infoFor({ game, base }: Game): Record<string, unknown> {
  return {
    name: 'factoscope',
    version: versionFor(game),
    title: 'Factoscope',
    author: 'Factoscope',
    factorio_version: game,
    dependencies: [base],
    description: 'Tells your world to the log, for the Factoscope site: map, history, players. Uploads nothing.',
  };
}

function filesIn(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below))
    .sort()
    .flatMap((name) => {
      const path = below === '' ? name : `${below}/${name}`;
      return statSync(join(folder, path)).isDirectory() ? filesIn(folder, path) : [path];
    });
}

/** All files of the mod by their path below its folder. */
export function modFiles(game: Game): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const encoder = new TextEncoder();
  for (const path of filesIn(statics)) if (path !== 'README.md') files.set(path, readFileSync(join(statics, path)));
  const changelog = new TextDecoder().decode(files.get('changelog.txt'));
  const dated = changelog.replace(/^Version: (\S+)$/gm, (_, version: string) => `Version: ${versionFor(game.game, version)}`);
  files.set('changelog.txt', encoder.encode(dated));
  files.set('info.json', encoder.encode(`${JSON.stringify(infoFor(game), null, 2)}\n`));
  files.set('LICENSE', readFileSync(join(root, 'LICENSE')));
  for (const [path, text] of compileMod(game.types)) files.set(path, encoder.encode(text));
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function zipMod(game: Game): { name: string; bytes: Uint8Array } {
  const folder = `factoscope_${versionFor(game.game)}`;
  const entries: Zippable = {};
  for (const [path, bytes] of modFiles(game)) entries[`${folder}/${path}`] = [bytes, { level: 9, mtime: TIME, os: 0, attrs: 0 }];
  return { name: `${folder}.zip`, bytes: zipSync(entries) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = join(root, 'dist/mod');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const game of GAMES) {
    const { name, bytes } = zipMod(game);
    writeFileSync(join(out, name), bytes);
    console.log(`dist/mod/${name}  for Factorio ${game.game}, ${bytes.length.toLocaleString('en')} bytes`);
  }
}
