import { createRequire } from 'node:module';
import { unzipSync } from 'fflate';
import type * as Bindings from 'lua-wasm-bindings/dist/lua.52';
import { beforeAll, describe, expect, it } from 'vitest';
import { GAMES, versionFor, zipMod } from './build';
import { decodePng } from './png';

const { lauxlib, lua } = createRequire(import.meta.url)('lua-wasm-bindings/dist/lua.52.js') as typeof Bindings;

/** What a real Lua 5.2 says of a chunk it cannot compile; empty when it can. */
function compiled(text: string): string {
  const state = lauxlib.luaL_newstate();
  const failed = lauxlib.luaL_loadstring(state, text) !== 0;
  const words = failed ? lua.lua_tostring(state, -1) : '';
  lua.lua_close(state);
  return words;
}

/** https://wiki.factorio.com/Tutorial:Mod_changelog_format: what breaks one of these rules is not shown by the game. */
function changelogFaults(text: string): string[] {
  const faults: string[] = [];
  const line99 = '-'.repeat(99);
  const lines = text.split('\n');
  if (lines[0] !== line99) faults.push('does not begin with 99 dashes');
  lines.forEach((line, i) => {
    const at = `line ${i + 1}: `;
    if (line.endsWith(' ') || line.includes('\t')) faults.push(`${at}blanks at the end, or a tab`);
    if (/^-+$/.test(line)) {
      if (line !== line99) faults.push(`${at}not 99 dashes`);
      if (!/^Version: \d{1,5}\.\d{1,5}\.\d{1,5}$/.test(lines[i + 1] ?? '')) faults.push(`${at}no version after it`);
    } else if (!/^(Version: .+|Date: .+| {2}\S.*:| {4}- \S.*| {6}\S.*|)$/.test(line)) faults.push(`${at}${line}`);
  });
  return faults;
}

/** Words of a `.cfg` by section, and which parameters each uses. */
function words(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let section = '';
  for (const line of text.split('\n')) {
    const head = /^\[(.+)\]$/.exec(line);
    if (head) section = head[1]!;
    else if (line.includes('=')) {
      const [key = '', ...rest] = line.split('=');
      found.set(`${section}.${key}`, [...rest.join('=').matchAll(/__\d__/g)].map(String).sort().join());
    }
  }
  return found;
}

describe.each(GAMES)('the mod for $game', (game) => {
  const root = `factoscope_${versionFor(game.game)}/`;
  let files: Map<string, Uint8Array>;
  let name = '';
  let bytes: Uint8Array;
  const textOf = (path: string): string => new TextDecoder().decode(files.get(path));
  beforeAll(() => {
    ({ name, bytes } = zipMod(game));
    files = new Map(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, content]));
  }, 60_000);

  it('is one folder named like the zip, with nothing in it that the game does not want', () => {
    expect(name).toBe(`${root.slice(0, -1)}.zip`);
    const others = [...files.keys()].filter(
      (path) =>
        !path.startsWith(root) ||
        !/^(info\.json|LICENSE|changelog\.txt|thumbnail\.png|locale\/(en|de)\/factoscope\.cfg|(src\/core\/packet\/)?[a-z_-]+\.lua)$/.test(
          path.slice(root.length),
        ),
    );
    expect(others).toEqual([]);
    for (const path of ['control.lua', 'settings.lua', 'data-final-fixes.lua', 'info.json', 'lualib_bundle.lua'])
      expect([...files.keys()]).toContain(root + path);
  });

  it('says in info.json what the portal asks for', () => {
    const info = JSON.parse(textOf(`${root}info.json`)) as Record<string, unknown>;
    expect(info).toMatchObject({ name: 'factoscope', version: versionFor(game.game), factorio_version: game.game });
    expect(String(info['name'])).toMatch(/^[a-zA-Z0-9_-]{3,49}$/);
    expect(String(info['title']).length).toBeLessThanOrEqual(100);
    expect(info['author']).toEqual(expect.any(String));
    expect(info['dependencies']).toEqual([expect.stringMatching(new RegExp(`^base >= ${game.game.replace('.', '\\.')}`))]);
  });

  it('has a changelog in the form the game reads, whose newest entry is this version', () => {
    const text = textOf(`${root}changelog.txt`);
    expect(changelogFaults(text)).toEqual([]);
    expect(/^Version: (\S+)$/m.exec(text)?.[1]).toBe(versionFor(game.game));
  });

  it('has a thumbnail of 144 × 144', () => {
    const { width, height } = decodePng(files.get(`${root}thumbnail.png`)!);
    expect([width, height]).toEqual([144, 144]);
  });

  it('has the same words in both languages, and some for every setting', () => {
    const [en, de] = ['en', 'de'].map((language) => words(textOf(`${root}locale/${language}/factoscope.cfg`)));
    expect(de).toEqual(en);
    const settings = [...textOf(`${root}setting-names.lua`).matchAll(/"(factoscope-[a-z-]+)"/g)].map((match) => match[1]!);
    expect(settings.length).toBeGreaterThan(15);
    for (const setting of settings) expect([...en!.keys()]).toContain(`mod-setting-name.${setting}`);
  });

  it('[1] is Lua 5.2, all of it', () => {
    const faults = [...files.keys()].filter((path) => path.endsWith('.lua')).map((path) => compiled(textOf(path)));
    expect(faults.filter((fault) => fault !== '')).toEqual([]);
    // That the compiler would have said so.
    expect(compiled('local x <const> = 1 // 2')).not.toBe('');
  });

  it('is the same, byte for byte, when it is built again', () => {
    expect(Buffer.from(zipMod(game).bytes).equals(Buffer.from(bytes))).toBe(true);
  }, 60_000);
});

it('a release has a number of its own for each game', () => {
  expect([versionFor('2.0', '1.4.2'), versionFor('2.1', '1.4.2')]).toEqual(['1.4.4', '1.4.5']);
});
