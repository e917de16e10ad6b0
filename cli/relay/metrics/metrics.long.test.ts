import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { libraryOf, onlyWorld } from '../../../src/core/live/testing/restated-log';
import type { Packet } from '../../../src/core/packet/schema';
import { Game } from '../../../src/core/world/testing/host';
import { Folder } from '../../testing/command';
import { Rig } from './testing/rig';
import { type Family, valuesOf } from './testing/scrape';

const sample = gunzipSync(readFileSync(new URL('../../../public/sample/Nordhafen.log.gz', import.meta.url)));
const folder = new Folder();
const rigs: Rig[] = [];

async function rig(name: string, ...servers: string[]): Promise<Rig> {
  const made = await Rig.open(folder.at(name), ...servers);
  rigs.push(made);
  return made;
}

const produced = (tick: number, counts: Record<string, number>, more: Partial<Packet> = {}): Packet =>
  ({ kind: 'statistics', tick, force: 1, surface: 1, produced: counts, ...more }) as Packet;
const names = (tick: number): Packet[] => [
  { kind: 'forces', tick, list: [{ index: 1, name: 'player' }] },
  { kind: 'surfaces', tick, list: [{ index: 1, name: 'nauvis' }] },
];
const made = (families: Map<string, Family>, item: string, server = 'game') =>
  valuesOf(families, 'factoscope_game_produced_total', { server, item })[0];

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  for (const one of rigs) await one.close();
});

describe('what the relay counts', () => {
  test('lines and bytes by server and way, refusals by reason, what was sent', async () => {
    const one = await rig('counts', 'north');
    const { counts } = one.metrics;
    expect(valuesOf(await one.scrape(), 'factoscope_relay_watcher_gaps_total')).toEqual([0]);
    counts.came('syslog', 'north', 3, 400);
    counts.came('syslog', 'north', 1, 100);
    counts.came('file', 'north', 7, 70);
    counts.refused('token-bad');
    counts.refused('path');
    counts.bytesOut('north', 9);
    counts.gap('north');
    const families = await one.next();
    expect(valuesOf(families, 'factoscope_relay_lines_total', { server: 'north', way: 'syslog' })).toEqual([4]);
    expect(valuesOf(families, 'factoscope_relay_bytes_total', { server: 'north', way: 'file' })).toEqual([70]);
    expect(valuesOf(families, 'factoscope_relay_refused_total', { reason: 'token-bad' })).toEqual([1]);
    expect(valuesOf(families, 'factoscope_relay_sent_bytes_total')).toEqual([9]);
    expect(valuesOf(families, 'factoscope_relay_watcher_gaps_total')).toEqual([1]);
    expect(families.get('factoscope_relay_lines_total')!.type).toBe('counter');
    expect(valuesOf(families, 'process_resident_memory_bytes')[0]).toBeGreaterThan(1e6);
  });

  test('servers without end share one row', async () => {
    const one = await rig('many-servers');
    for (let i = 0; i < 500; i++) one.metrics.counts.came('syslog', `s${i}`, 1, 10);
    const families = await one.scrape();
    expect(families.get('factoscope_relay_lines_total')!.samples).toHaveLength(201);
    expect(valuesOf(families, 'factoscope_relay_lines_total', { server: 'others' })).toEqual([300]);
  });

  test('how far the state is behind, who watches, when the last line came', async () => {
    const one = await rig('lag', 'game', 'empty');
    const hub = one.hub('game');
    hub.watchers = 3;
    await one.tell('game', new Game().chained(...names(1)));
    const families = await one.scrape();
    expect(valuesOf(families, 'factoscope_relay_watchers', { server: 'game' })).toEqual([3]);
    expect(valuesOf(families, 'factoscope_relay_state_lag_bytes', { server: 'game' })).toEqual([0]);
    expect(valuesOf(families, 'factoscope_relay_log_end_bytes', { server: 'game' })).toEqual([hub.log.end]);
    expect(valuesOf(families, 'factoscope_relay_last_line_timestamp_seconds', { server: 'game' })).toEqual([hub.heard! / 1000]);
    expect(valuesOf(families, 'factoscope_relay_last_line_timestamp_seconds', { server: 'empty' })).toEqual([]);
    expect(valuesOf(families, 'factoscope_game_tick', { server: 'empty' })).toEqual([]);
  });
});

describe('what the game tells', () => {
  test('the sample: the same totals as the site shows', async () => {
    const one = await rig('sample', 'game');
    await one.tell('game', sample);
    const families = await one.scrape();
    const world = await onlyWorld(await libraryOf([['factorio-current.log', sample]]));
    const branch = world.info.branches.find(({ opens }) => opens)!;
    const ask = (surface: number | null) =>
      world.numbers.numbers({ world: world.info.id, branch: branch.id, force: null, surface, span: null, points: 2 });
    const kinds = [
      ['factoscope_game_produced_total', 'produced', 'item'],
      ['factoscope_game_consumed_total', 'consumed', 'item'],
      ['factoscope_game_kills_total', 'kills', 'entity'],
    ] as const;
    for (const { index, name } of world.info.surfaces) {
      const numbers = await ask(index);
      for (const [metric, kind, label] of kinds) {
        const told = (families.get(metric)?.samples ?? []).filter(({ labels }) => labels.surface === name);
        expect(Object.fromEntries(told.map(({ labels, value }) => [labels[label], value]))).toEqual(
          Object.fromEntries(numbers[kind].map((series) => [series.name, series.total])),
        );
      }
    }
    const all = await ask(null);
    const state = await world.state(branch.id, null);
    expect(valuesOf(families, 'factoscope_game_deaths_total')).toEqual([all.deaths.at(-1)]);
    expect(valuesOf(families, 'factoscope_game_research_finished_total')).toEqual([Object.values(state.researched).flat().length]);
    expect(valuesOf(families, 'factoscope_game_rockets_total')).toEqual(Object.values(state.rockets));
    expect(valuesOf(families, 'factoscope_game_players_online')).toEqual([all.online.at(-1)]);
    expect(valuesOf(families, 'factoscope_game_tick')).toEqual([branch.ticks![1]]);
    expect(Math.max(...valuesOf(families, 'factoscope_game_evolution_ratio'))).toBe(all.evolution.at(-1));
    expect(families.get('factoscope_relay_packets_total')!.samples).toHaveLength(Object.keys(world.info.packets).length);
    expect(valuesOf(families, 'factoscope_game_series_left_out')).toEqual([0]);
    expect(families.get('factoscope_game_produced_total')!.samples.length).toBeGreaterThan(20);
  });

  test('an older save: nothing falls; a new world begins at its own', async () => {
    const one = await rig('saves', 'game');
    const game = new Game();
    await one.tell('game', [...game.chained(game.header(1), ...names(1)), ...game.chained(produced(600, { iron: 100 }))]);
    const saved = game.load();
    await one.tell('game', game.chained(produced(1200, { iron: 200 }), { kind: 'death', tick: 1250, player: 1 }));
    const first = await one.next();
    expect(made(first, 'iron')).toBe(200);
    expect(valuesOf(first, 'factoscope_game_tick')).toEqual([1250]);
    const clock: Packet = { kind: 'clock', tick: 700, time: Date.UTC(2030, 0, 1) };
    await one.tell('game', [
      ...saved.here(saved.header(700), clock),
      ...saved.chained(produced(900, { iron: 150 }), { kind: 'death', tick: 950, player: 1 }),
    ]);
    const loaded = await one.next();
    expect(made(loaded, 'iron')).toBe(200);
    expect(valuesOf(loaded, 'factoscope_game_tick')).toEqual([950]);
    expect(valuesOf(loaded, 'factoscope_game_deaths_total')).toEqual([2]);
    await one.tell('game', saved.chained(produced(1500, { iron: 210 })));
    expect(made(await one.next(), 'iron')).toBe(210);
    const other = new Game('w2', 43);
    await one.tell('game', [...other.chained(other.header(1), ...names(1)), ...other.chained(produced(600, { iron: 10 }))]);
    const fresh = await one.next();
    expect(made(fresh, 'iron')).toBe(10);
    expect(fresh.get('factoscope_game_info')!.samples.map(({ labels }) => labels.world)).toEqual(['w2']);
  });

  test('holes in the numbers of lines are counted', async () => {
    const one = await rig('gaps', 'game');
    const game = new Game();
    const lines = game.chained(game.header(1), ...names(1));
    game.chained({ kind: 'chat', tick: 5, text: 'lost' });
    game.chained({ kind: 'chat', tick: 6, text: 'lost' });
    await one.tell('game', [...lines, ...game.chained({ kind: 'chat', tick: 9, text: 'here' })]);
    const families = await one.next();
    expect(valuesOf(families, 'factoscope_relay_gaps_total')).toEqual([1]);
    expect(valuesOf(families, 'factoscope_relay_missing_lines_total')).toEqual([2]);
  });

  test('names out of a hostile log: bounded, clean, and what finds no room is counted', async () => {
    const one = await rig('hostile', 'game', 'other');
    const game = new Game();
    const lines = game.chained(game.header(1), ...names(1));
    for (let i = 0; i < 40; i++) {
      const counts = Object.fromEntries(Array.from({ length: 250 }, (_, j) => [`x${i}-${j}\n"} evil 1`, i * 1000 + j]));
      lines.push(...game.chained(produced(600 + i, counts, { surface: i + 1 } as Partial<Packet>)));
    }
    lines.push(
      ...game.chained(produced(900, { ['__proto__']: 5, constructor: 6, negative: -3, vast: 1e308 }, { force: 2 } as Partial<Packet>)),
    );
    await one.tell('game', lines);
    await one.tell('other', [...new Game('w3').chained(...names(1)), ...new Game('w3').chained(produced(5, { iron: 1 }))]);
    const families = await one.next();
    const { samples } = families.get('factoscope_game_produced_total')!;
    expect(samples.filter(({ labels }) => labels.server === 'game')).toHaveLength(6_000);
    expect(valuesOf(families, 'factoscope_game_series_left_out', { server: 'game' })[0]).toBeGreaterThan(3_900);
    expect(samples.every(({ labels }) => !/\p{Cc}/u.test(labels.item!))).toBe(true);
    expect(made(families, 'vast')).toBe(1e308);
    expect(made(families, 'negative')).toBeUndefined();
    expect(made(families, 'iron', 'other')).toBe(1);
  });

  test('what was kept is told when all of it is read: no counter begins with less than it had', async () => {
    const at = (share: number) => sample.lastIndexOf(10, sample.length * share) + 1;
    // A keyframe is kept behind the first half, and none behind the rest, which is short.
    const first = await Rig.open(folder.at('again'), 'game');
    await first.tell('game', sample.subarray(0, at(0.55)));
    await first.close();
    const second = await Rig.open(folder.at('again'), 'game');
    await second.tell('game', sample.subarray(at(0.55), at(0.95)));
    const before = made(await second.next(), 'iron-plate');
    await second.close();
    const again = await rig('again', 'game');
    const { state, log } = again.hub('game');
    expect(state.taken).toBeGreaterThan(0);
    expect(state.taken).toBeLessThan(log.end);
    // It is asked before the rest is in.
    expect(made(await again.scrape(), 'iron-plate')).toBeUndefined();
    await again.caughtUp('game');
    expect(made(await again.next(), 'iron-plate')).toBe(before);
  });

  test('a state that is closed tells what was known; asked twice at once it is asked once', async () => {
    const one = await Rig.open(folder.at('closed'), 'game');
    const game = new Game();
    await one.tell('game', [...game.chained(game.header(1), ...names(1)), ...game.chained(produced(600, { iron: 100 }))]);
    const use = vi.spyOn(one.hub('game').state, 'use');
    await Promise.all([one.metrics.text(), one.metrics.text(), one.metrics.text()]);
    expect(use.mock.calls.length).toBeLessThanOrEqual(2);
    await one.hub('game').state.close();
    expect(made(await one.next(), 'iron')).toBe(100);
    await one.close();
  });
});
