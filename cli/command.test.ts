/** The command line as a person uses it: exit codes, what goes to stdout, what to stderr. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { command, Folder, pictureAt, pixelOf } from './testing/command';
import { lines as foundry } from './testing/foundry';
import { samples } from './testing/samples';

const folder = new Folder();
const root = fileURLToPath(new URL('..', import.meta.url));
for (const [format, files] of Object.entries(samples()))
  for (const { name, text } of files) writeFileSync(folder.at(`${format}-${name}`), text);
const harbour = folder.at('factoscope-log-factorio-current.log');
const engine = folder.at('engine-log-factorio-current.log');
const kafkatorio = folder.at('kafkatorio-stdout.log');
const out = folder.at('map.png');
const render = (...args: string[]) => command('render', ...args, '--out', out);

describe('inspect', () => {
  it('prints one object, and nothing else on stdout; exit code 0', () => {
    const ran = spawnSync(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'inspect', harbour], { cwd: root, encoding: 'utf8' });
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    const found = JSON.parse(ran.stdout);
    expect(Object.keys(found)).toEqual(['files', 'formats', 'worlds', 'packs', 'problems']);
    const [world] = found.worlds;
    expect(Object.keys(world)).toEqual([
      'id',
      'gameVersion',
      'mods',
      'surfaces',
      'forces',
      'players',
      'ticks',
      'branches',
      'packets',
      'chunks',
      'engine',
      'gaps',
    ]);
    expect(world).toMatchObject({
      ...{ id: 'kestrel-harbour', gameVersion: '2.0.76', surfaces: ['nauvis', 'platform-1'], players: ['Ines Vogel', 'Per Lund'] },
      ...{ ticks: [0, 800], chunks: { nauvis: 9, 'platform-1': 1 }, engine: { joins: 1, leaves: 0, errors: 0, saves: 1 }, gaps: [] },
    });
    expect(world.branches).toEqual([{ id: 'main', parent: null, leavesAt: null, ticks: [0, 800], opens: true }]);
  });

  it('takes a log without packets as read, and says how to get a map', async () => {
    const { code, out } = await command('inspect', engine);
    expect(code).toBe(0);
    const { files, worlds } = JSON.parse(out);
    expect(files[0].note).toContain('mod Factoscope');
    expect(worlds[0]).toMatchObject({ gameVersion: '2.0.76', engine: { joins: 1, leaves: 1, errors: 1, saves: 2 }, ticks: [7200, 32808] });
  });

  it('exits with 1 when nothing could be read, with the reason in its problems', async () => {
    const png = folder.at('screenshot.png');
    writeFileSync(png, Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13));
    for (const path of [png, folder.at('missing.log')]) {
      const { code, out, said } = await command('inspect', path);
      expect([code, JSON.parse(out).problems.length, said.includes(path)]).toEqual([1, 1, true]);
    }
    expect((await command('inspect', png, engine)).code).toBe(0);
  });

  it('reads the logs of a folder', async () => {
    const { code, out } = await command('inspect', fileURLToPath(new URL('../e2e/samples/factoscope-log', import.meta.url)));
    expect(code).toBe(0);
    expect(JSON.parse(out).worlds.map(({ id }: { id: string }) => id)).toEqual(['kestrel-harbour']);
  });

  it('[P14] finds the same two histories in whatever order two logs come', async () => {
    const first = folder.at('branches-first-evening.log');
    const second = folder.at('branches-save-loaded-again.log');
    const worldsOf = async (...files: string[]) => JSON.parse((await command('inspect', ...files)).out).worlds;
    const worlds = await worldsOf(first, second);
    expect(worlds[0].branches).toMatchObject([
      { parent: null, opens: true, ticks: [0, 900] },
      { parent: worlds[0].branches[0].id, opens: false, ticks: [0, 660], leavesAt: { tick: 400 } },
    ]);
    expect(await worldsOf(second, first)).toEqual(worlds);
    expect(await worldsOf(second, first, second)).toEqual(worlds);
  });

  it('[P25] joins files without an id only when it is told to', async () => {
    const all = foundry('plain');
    const setup = all.slice(0, 3);
    const early = folder.file('early.log', all.slice(0, 12));
    const late = folder.file('late.log', [...setup.map((line) => line.replace(/"tick":\d+/, '"tick":290')), ...all.slice(19)]);
    const apart = JSON.parse((await command('inspect', early, late)).out).worlds;
    expect(apart.length).toBe(2);
    const [joined, ...more] = JSON.parse((await command('inspect', '--join', early, late)).out).worlds;
    expect(more).toEqual([]);
    expect(joined.ticks).toEqual([apart[0].ticks[0], apart[1].ticks[1]]);
  });
});

describe('render', () => {
  it('draws what the site would open, says so on stderr alone, and exits with 0', async () => {
    const ran = await render(harbour);
    expect([ran.code, ran.out]).toEqual([0, '']);
    expect(ran.said).toContain('chart of nauvis');
    const { width, height } = pictureAt(out);
    expect([width, height]).toEqual([96, 96]);
  });

  it('enlarges crisply and shrinks by averages', async () => {
    await render(harbour, '--area', '-64,-64,32,32');
    const plain = pictureAt(out);
    await render(harbour, '--area', '-64,-64,32,32', '--scale', '3');
    const large = pictureAt(out);
    expect([large.width, large.height]).toEqual([288, 288]);
    for (const [x, y] of [
      [0, 0],
      [95, 95],
      [40, 30],
      [17, 70],
    ] as const) {
      for (const [dx, dy] of [
        [0, 0],
        [2, 2],
      ] as const)
        expect(pixelOf(large, x * 3 + dx, y * 3 + dy)).toEqual(pixelOf(plain, x, y));
    }
    await render(harbour, '--scale', '1/32');
    const small = pictureAt(out);
    expect([small.width, small.height]).toEqual([3, 3]);
    const mean = [0, 1, 2].map((c) => {
      let sum = 0;
      for (let y = 32; y < 64; y++) for (let x = 32; x < 64; x++) sum += pixelOf(plain, x, y)[c]!;
      return sum / 1024;
    });
    // Reduced copies are kept in 16 bits.
    for (const c of [0, 1, 2]) expect(Math.abs(pixelOf(small, 1, 1)[c]! - mean[c]!)).toBeLessThanOrEqual(5);
  });

  it('draws players, tags and the grid over it', async () => {
    await render(harbour, '--overlays', 'players,tags,grid', '--scale', '4', '--area', '-32,0,32,32');
    const image = pictureAt(out);
    // Ines Vogel stands at 6, 7; the tag lies at -16, 12.
    expect(pixelOf(image, (6 + 32) * 4, 7 * 4)).toEqual([230, 120, 40, 255]);
    expect(pixelOf(image, (-16 + 32) * 4, 12 * 4)).toEqual([250, 220, 90, 255]);
    await render(harbour, '--scale', '4', '--area', '-32,0,32,32');
    const without = pictureAt(out);
    const darker = (x: number, y: number) => pixelOf(image, x, y)[0]! < pixelOf(without, x, y)[0]!;
    expect([darker(128, 100), darker(127, 100), darker(129, 100), darker(200, 0)]).toEqual([true, false, false, true]);
  });

  it('draws an earlier tick, and clamps one outside of the span, which it says', async () => {
    await render(harbour, '--base', 'terrain', '--overlays', 'buildings', '--tick', '230');
    const before = pictureAt(out);
    await render(harbour, '--base', 'terrain', '--overlays', 'buildings', '--tick', '240');
    const after = pictureAt(out);
    // A crane of 3 × 2 with its centre at 4.5, 6.
    expect([pixelOf(before, 64 + 4, 64 + 5), pixelOf(after, 64 + 4, 64 + 5)]).toEqual([
      [90, 90, 90, 255],
      [0, 97, 146, 255],
    ]);
    const { code, said } = await render(harbour, '--tick', '99999');
    expect([code, said]).toEqual([0, expect.stringContaining('tick 800 is drawn')]);
  });

  it('draws only what the force has charted, and all where no log says what is charted', async () => {
    expect((await render(harbour, '--force', 'pilots', '--area', '-64,-64,32,32')).code).toBe(0);
    const image = pictureAt(out);
    expect([pixelOf(image, 40, 80)[3], pixelOf(image, 80, 80)[3]]).toEqual([255, 0]);
    expect((await render(harbour, '--surface', 'platform-1')).said).toContain('terrain of platform-1');
    expect((await render(harbour, '--surface', 'Kestrel')).said).toContain('terrain of platform-1');
    expect((await render(kafkatorio)).said).toContain('terrain of nauvis');
  });

  it('exits with 1 where there is nothing to draw', async () => {
    expect(await render(engine)).toMatchObject({ code: 1, out: '' });
    expect(await render(folder.at('missing.log'))).toMatchObject({ code: 1 });
    const far = await render(harbour, '--area', '5000,5000,5032,5032');
    expect(far).toMatchObject({ code: 1, said: expect.stringContaining('what is known lies in -') });
    expect(far.said).not.toContain('--overlays');
    const enemy = await render(harbour, '--force', 'enemy');
    expect(enemy).toMatchObject({ code: 1, said: expect.stringContaining('Force enemy has charted nothing of nauvis.') });
    expect(await render(kafkatorio, '--base', 'chart')).toMatchObject({ code: 1 });
  });

  it('exits with 2 and says why when it is used wrongly', async () => {
    const wrong: [string[], string][] = [
      [['--world', 'elsewhere'], 'kestrel-harbour'],
      [['--branch', 'other'], 'main'],
      [['--surface', 'vulcanus'], '"platform-1" ("Kestrel")'],
      [['--force', 'nobody'], 'pilots'],
      [['--base', 'relief'], 'terrain'],
      [['--overlays', 'rivers'], 'buildings'],
      [['--tick', 'soon'], '--tick'],
      [['--area', '0,0,10'], '--area'],
      [['--area', '10,10,0,0'], '--area'],
      [['--scale', '0.3'], '--scale'],
      [['--scale', '0'], '--scale'],
      [['--colour', 'red'], 'There is no option --colour.\n'],
      [['--join=yes'], '--join takes no value.\n'],
      [['--tick', '5', '--tick', '6'], '--tick is given twice.\n'],
      [['--base'], '--base takes a value.\n'],
    ];
    for (const [args, word] of wrong)
      expect([args, await render(harbour, ...args)]).toEqual([args, { code: 2, out: '', said: expect.stringContaining(word) }]);
    expect(await command('render', harbour)).toMatchObject({ code: 2, said: expect.stringContaining('--out') });
    expect(await command('render', harbour, '--out', '')).toMatchObject({ code: 2, said: expect.stringContaining('--out is empty') });
    expect(await command('render', harbour, '--out', 'a.png', '--out', 'b.png')).toMatchObject({
      code: 2,
      said: expect.stringContaining('--out is given twice'),
    });
    expect(await command('render', '--out', out)).toMatchObject({ code: 2 });
    expect(await command('paint', harbour)).toMatchObject({ code: 2, said: expect.stringContaining('paint') });
    expect(await command()).toMatchObject({ code: 2, out: '', said: expect.stringMatching(/Usage:[\s\S]*inspect FILE[\s\S]*render FILE/) });
    expect(await command('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--surface'), said: '' });
  });

  it('exits with 2 above 16,384 px a side, naming --scale and --area', async () => {
    const { code, said } = await render(harbour, '--scale', '200');
    expect([code, said]).toEqual([2, expect.stringMatching(/19200 × 19200.*--scale.*--area/)]);
  });

  it('exits with 2 and lists the ids of several worlds', async () => {
    const { code, said } = await render(harbour, kafkatorio);
    expect([code, said]).toEqual([2, expect.stringContaining('kestrel-harbour')]);
    const [, id] = /^ {2}(\S+) {2}kafkatorio-stdout/m.exec(said) ?? [];
    expect(await render(harbour, kafkatorio, '--world', id ?? '')).toMatchObject({
      code: 0,
      said: expect.stringContaining('terrain of nauvis'),
    });
  });

  it('writes the picture to stdout for --out -', async () => {
    const { code, out: bytes } = await command('render', harbour, '--out', '-');
    expect([code, bytes.slice(1, 4)]).toEqual([0, 'PNG']);
    await render(harbour);
    expect(existsSync(out) && readFileSync(out).toString('latin1') === bytes).toBe(true);
  });
});
