import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { libraryOf, onlyWorld } from '../../src/core/live/testing/restated-log';
import { sameMoment } from '../../src/core/live/testing/same-moment';
import { ALL, type LiveView } from '../../src/core/live/view';
import { Game } from '../../src/core/world/testing/host';
import type { World } from '../../src/core/world/world';
import { kernels } from '../kernels';
import { Folder } from '../testing/command';
import { type Hub, type HubOptions, Hubs } from './hub';
import { FileKeeping } from './keep/files';
import type { Keyframe } from './keyframes';
import type { AnyWorld } from './worlds';

const sample = gunzipSync(readFileSync(fileURLToPath(new URL('../../public/sample/Nordhafen.log.gz', import.meta.url))));
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const bytesOf = (lines: readonly string[]): Uint8Array => Buffer.from(lines.map((line) => `${line}\n`).join(''));
const wholeLines = (upTo: number): Uint8Array => sample.subarray(0, sample.lastIndexOf(10, upTo) + 1);

/** As whoever gets them reads them. */
const worldOf = async (...pieces: Uint8Array[]): Promise<World> =>
  onlyWorld(await libraryOf([['factorio-current.log', Buffer.concat(pieces)]]));

/** What it is made of, where it is in this thread. */
const inside = (world: AnyWorld): World => (world as unknown as { world: World }).world;

async function behind(hub: Hub, { offset, lines }: Keyframe): Promise<World> {
  const rest: Uint8Array[] = [];
  for await (const piece of hub.log.read(offset, hub.log.end)) rest.push(piece);
  return await worldOf(lines, ...rest);
}

describe('the state of a server', () => {
  const folder = new Folder();
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });

  async function start(name: string, options: Partial<HubOptions> = {}, keep = 1e9): Promise<{ hub: Hub; stop: () => Promise<void> }> {
    const keeping = await FileKeeping.open(folder.at(name), { segment: 50_000, keep });
    const hubs = new Hubs(keeping, { kernels: await kernels(), ...options });
    let open = true;
    const stop = async (): Promise<void> => {
      if (!open) return;
      open = false;
      await hubs.close();
      await keeping.close();
    };
    closing.push(stop);
    return { hub: await hubs.open('game'), stop };
  }

  it('[L8] restates the world as the log tells it, and lines behind it lead to the same', async () => {
    const { hub } = await start('restated');
    const cuts = [0.06, 0.1, 0.14].map((share) => wholeLines(Math.floor(sample.length * share) - 1));
    let before = 0;
    const keyframes: Keyframe[] = [];
    for (const cut of cuts) {
      await hub.append(cut.subarray(before));
      before = cut.length;
      const keyframe = await hub.state.keyframe(ALL, hub.log.end);
      keyframes.push(keyframe);
      expect(keyframe.offset).toBeLessThanOrEqual(hub.log.end);
      expect(text(keyframe.lines).startsWith('Factoscope:')).toBe(true);
      const told = await hub.state.use(async (world) => await sameMoment(inside(world), await worldOf(cut), { pictures: false }));
      expect(told).toEqual([]);
    }
    const whole = await worldOf(cuts.at(-1)!);
    for (const keyframe of keyframes) expect(await sameMoment(await behind(hub, keyframe), whole, { pictures: false })).toEqual([]);
    expect(hub.info()).toMatchObject({ id: 'game', world: whole.info.id, tick: whole.info.ticks![1], state: 'live' });
  });

  it('[L8] begins anew from what it restates, again and again, and after a start from what was kept', async () => {
    const kept = { state: { keptEvery: 50_000, maxHistory: 100_000 } };
    let { hub, stop } = await start('anew', kept);
    const cut = wholeLines(Math.floor(sample.length / 7));
    const step = 20_000;
    for (let at = 0; at < cut.length; ) {
      const to = Math.min(cut.length, cut.indexOf(10, at + step) + 1 || cut.length);
      await hub.append(cut.subarray(at, to));
      at = to;
      await hub.state.restated(ALL, []);
    }
    const state = await hub.log.state();
    expect(state!.offset).toBeGreaterThan(0);
    const whole = await worldOf(cut);
    expect(await hub.state.use(async (world) => await sameMoment(inside(world), whole, { pictures: false }))).toEqual([]);
    await stop();
    ({ hub, stop } = await start('anew', kept));
    await hub.state.keyframe(ALL, hub.log.end);
    expect(await hub.state.use(async (world) => await sameMoment(inside(world), whole, { pictures: false }))).toEqual([]);
    expect(await sameMoment(await worldOf(state!.lines, cut.subarray(state!.offset)), whole, { pictures: false })).toEqual([]);
    await stop();
  });

  it('[L6] a log whose beginning was dropped is read alone, from its keyframe on', async () => {
    const { hub } = await start('dropped', { state: { keptEvery: 60_000 } }, 300_000);
    const cut = wholeLines(Math.floor(sample.length / 6));
    for (let at = 0; at < cut.length; ) {
      const to = cut.indexOf(10, Math.min(cut.length, at + 20_000) - 1) + 1;
      await hub.append(cut.subarray(at, to));
      at = to;
      await hub.state.restated(ALL, []);
    }
    const { log } = hub;
    expect(log.start).toBeGreaterThan(0);
    const whole = await worldOf(cut);
    expect(await sameMoment(await behind(hub, { offset: log.start, lines: (await log.opening())! }), whole, { pictures: false })).toEqual(
      [],
    );
  });

  it('[L8] one keyframe serves all who see the same, until what came since is longer', async () => {
    const { hub } = await start('shared');
    await hub.append(wholeLines(400_000));
    const end = hub.log.end;
    const [one, other] = await Promise.all([hub.state.keyframe(ALL, end), hub.state.keyframe(ALL, end)]);
    expect(one).toBe(other);
    await hub.append(bytesOf(['   9999.000 Info Some.cpp:1: nothing']));
    expect(await hub.state.keyframe(ALL)).toBe(one);
    const stranger: LiveView = { ...ALL, force: 1, chat: false, engine: false };
    expect((await hub.state.keyframe(stranger)).lines.length).toBeLessThan(one.lines.length);
    await hub.append(
      bytesOf(Array.from({ length: Math.ceil(one.lines.length / 40) }, (_, i) => `   9999.${i} Info Some.cpp:1: nothing at all, ${i}`)),
    );
    const third = await hub.state.keyframe(ALL);
    expect(third.offset).toBeGreaterThan(one.offset);
  });

  it('[L8] a packet in parts is not cut: its lines come again behind the keyframe', async () => {
    const { hub } = await start('parts');
    const game = new Game('parts', 1);
    const long = {
      kind: 'chat' as const,
      tick: 60,
      player: 1,
      text: Array.from({ length: 2_000 }, (_, i) => Math.floor(Math.abs(Math.sin(i)) * 1e12).toString(36)).join(''),
    };
    const first = bytesOf([...game.here(game.header(0)), ...game.chained({ kind: 'chat', tick: 30, player: 1, text: 'short' })]);
    const parts = game.chained(long);
    expect(parts.length).toBeGreaterThan(2);
    await hub.append(first);
    await hub.append(bytesOf(parts.slice(0, 2)));
    const keyframe = await hub.state.keyframe(ALL, first.length);
    expect(keyframe.offset).toBe(first.length);
    await hub.append(bytesOf(parts.slice(2)));
    const { rows } = await (await behind(hub, keyframe)).story('main', null, 10, ['chat']);
    expect(rows.map((row) => row.text)).toContain(long.text);
  });

  it('another save: the state is of the world that was named last', async () => {
    const { hub } = await start('saves');
    const told = (name: string): Uint8Array => {
      const game = new Game(name, 1);
      return bytesOf([
        ...game.here(game.header(0)),
        ...game.chained({ kind: 'players', tick: 10, list: [{ index: 1, name: `of ${name}`, online: true, at: [0, 0], surface: 1 }] }),
      ]);
    };
    for (const name of ['one', 'two', 'one']) {
      await hub.append(told(name));
      await hub.state.keyframe(ALL, hub.log.end);
      expect(hub.info()).toMatchObject({ world: name, tick: 10, online: 1 });
    }
  });

  it('what the engine says before the header is the world’s, whenever it was looked at', async () => {
    const { hub } = await start('header');
    const launch = [
      '   0.000 2026-05-02 19:30:00; Factorio 2.0.76 (build 84451, linux64, headless)',
      '   0.010 Operating system: Linux',
      '   3.900 Hosting game at IP ADDR:({0.0.0.0:34197})',
    ];
    await hub.append(bytesOf(launch));
    await hub.state.keyframe(ALL, hub.log.end);
    expect(hub.info().world).toMatch(/^f/);
    const game = new Game('late-header', 1);
    const lines = [...game.here(game.header(0)), ...game.chained({ kind: 'chat', tick: 30, player: 1, text: 'here' })];
    await hub.append(bytesOf(lines.map((line) => `   4.200 Script @__factoscope__/emit.lua:42: ${line}`)));
    await hub.state.keyframe(ALL, hub.log.end);
    expect(hub.info().world).toBe('late-header');
    const types = await hub.state.use(async (world) => (await inside(world).story('main', null, 10)).rows.map(({ type }) => type));
    expect(types).toEqual(['start', 'chat']);
  });

  it('a log that tells nothing has no world, and an empty keyframe', async () => {
    const { hub } = await start('nothing');
    expect(await hub.state.keyframe(ALL)).toEqual({ offset: 0, lines: new Uint8Array() });
    expect(await hub.state.use((world) => world.state())).toBe(null);
    expect(hub.info()).toMatchObject({ world: null, tick: null, online: 0, state: 'waiting', heard: null });
  });

  it('tells listeners of lines in order, and takes them in behind', async () => {
    const { hub } = await start('listening');
    const heard: [string, number][] = [];
    const stop = hub.onLines((lines, end) => heard.push([text(lines), end]));
    await Promise.all(['a\n', 'bb\n', 'ccc\n'].map((line) => hub.append(Buffer.from(line))));
    stop();
    await hub.append(Buffer.from('d\n'));
    expect(heard).toEqual([
      ['a\n', 2],
      ['bb\n', 5],
      ['ccc\n', 9],
    ]);
    await vi.waitFor(() => expect(hub.state.taken).toBe(11), { timeout: 30_000 });
  });

  it('what cannot be taken in costs the state, not the lines, and is said', async () => {
    const problems: string[] = [];
    const { hub, stop } = await start('broken', { onProblem: (server, { code }) => problems.push(`${server} ${code}`) });
    await hub.append(wholeLines(200_000));
    await hub.state.keyframe(ALL, hub.log.end);
    const { world } = hub.state as unknown as { world: { push(): Promise<void> } };
    world.push = () => Promise.reject(new Error('made to fail'));
    await hub.append(bytesOf(['one more']));
    await expect(hub.state.restated(ALL, [])).rejects.toMatchObject({ code: 'state-failed' });
    await expect(hub.state.keyframe({ ...ALL, chat: false })).rejects.toMatchObject({ code: 'state-failed' });
    expect(problems).toEqual(['game state-failed']);
    await hub.append(bytesOf(['and another']));
    const tail: Uint8Array[] = [];
    for await (const piece of hub.log.read(hub.log.end - 21, hub.log.end)) tail.push(piece);
    expect(text(Buffer.concat(tail))).toBe('one more\nand another\n');
    await stop();
    await expect(hub.state.use(async () => 1)).rejects.toMatchObject({ code: 'relay-closed' });
  });
});
