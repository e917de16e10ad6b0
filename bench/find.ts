/**
 * Search on the map over 500,000 entities and 200,000 tiles of ore, as one types; how it is got ready, and what others wait meanwhile.
 * And the history of a place: 100 × 100 tiles of a world of 100 hours, by a worker that has read nothing of it before.
 * Node and memory.
 */
import { readFileSync } from 'node:fs';
import type { Kernels } from '../src/core/kernels/kernels';
import type { EntityState, Packet } from '../src/core/packet/schema';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import type { AuditQuestion, FindQuestion } from '../src/core/world/place-types';
import type { World } from '../src/core/world/world';
import { type Row, row } from './row';
import { kernels } from './worlds/kernels';
import { playedLog, playedWorld } from './worlds/played';
import { imported } from './worlds/read';

const CHUNKS = 10_000;
const PLAYED = playedWorld(CHUNKS);
const EACH = 50;
const ORE_EVERY = 20;
const NAMES = [
  ...'transport-belt underground-belt splitter inserter long-handed-inserter fast-inserter pipe pipe-to-ground'.split(' '),
  ...'assembling-machine-1 assembling-machine-2 electric-furnace stone-furnace small-lamp medium-electric-pole'.split(' '),
  ...'solar-panel accumulator rail stone-wall gun-turret laser-turret iron-chest steel-chest beacon radar'.split(' '),
];
const TYPED = [...'transport belt|inserter|iron|assembling machine 2|furnace|copper ore|laser|e|pole|rail'.split('|')];

export async function run(): Promise<Row[]> {
  const module = await kernels();
  return [...(await searches(module)), ...(await audits(module))];
}

async function searches(module: Kernels): Promise<Row[]> {
  const world = await crowded(module);
  const question = (text: string, at: [number, number]): FindQuestion => ({
    ...{ world: world.info.id, branch: '', tick: null, force: null, surface: 1, at, text, names: [], limit: 50 },
  });
  const began = performance.now();
  let longest = 0;
  let last = began;
  let ready = false;
  const waiting = (async () => {
    while (!ready) {
      await new Promise((resolve) => setTimeout(resolve));
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
  })();
  await world.places.find(question('belt', [0, 0]));
  const prepared = performance.now() - began;
  ready = true;
  await waiting;

  const times: number[] = [];
  let found = 0;
  for (const [i, typed] of TYPED.entries()) {
    for (let length = 1; length <= typed.length; length++) {
      const start = performance.now();
      const rows = await world.places.find(question(typed.slice(0, length), [i * 40, -i * 25]));
      times.push(performance.now() - start);
      for (const one of rows) if (one.what === 'entities') found = Math.max(found, one.count);
    }
  }
  if (found < (CHUNKS * EACH) / NAMES.length / 2) throw new Error('the search does not find what stands');
  const standing = performance.now();
  await world.places.standing({ ...VIEW, world: world.info.id }, null, [0, 0]);
  return [
    row(
      `map search over ${(CHUNKS * EACH).toLocaleString('en')} entities, ${times.length} searches as one types (p95)`,
      percentile(times, 0.95),
      'ms',
      {
        atMost: 50,
      },
    ),
    row('… the longest of them', Math.max(...times), 'ms'),
    row('… its first, which reads the world', prepared, 'ms'),
    row('… what another question waits meanwhile at most', longest, 'ms', { atMost: 100 }),
    row('… all that stands there, counted by kind', performance.now() - standing, 'ms'),
  ];
}

const VIEW = { world: '', branch: '', surface: 1, force: null, base: 'none', resources: true, buildings: true, tick: null } as const;

async function crowded(module: Kernels): Promise<World> {
  const store = new MemoryStore();
  const library = new Library(store, module);
  const importer = await library.importer();
  const log = importer.log('bench', 'test');
  const side = Math.sqrt(CHUNKS);
  for (let i = 0; i < CHUNKS; i++) {
    const [cx, cy] = [(i % side) - side / 2, Math.floor(i / side) - side / 2];
    const list = Array.from(
      { length: EACH },
      (_, k): EntityState => ({
        id: i * EACH + k + 1,
        name: NAMES[(i * 7 + k * k) % NAMES.length]!,
        at: [cx * 32 + (k % 8) * 4 + 0.5, cy * 32 + (k >> 3) * 4 + 0.5],
        force: 1,
      }),
    );
    const packets: Packet[] = [{ kind: 'entities', tick: 100 + i, surface: 1, at: [cx, cy], list, whole: true }];
    if (i % ORE_EVERY === 0) {
      const ore = Array.from({ length: 400 }, (_, k) => [cx * 32 + (k % 20), cy * 32 + Math.floor(k / 20), 500]).flat();
      packets.push({
        kind: 'resources',
        tick: 100 + i,
        surface: 1,
        at: [cx, cy],
        amounts: { [i % 2 ? 'iron-ore' : 'copper-ore']: ore },
        whole: true,
      });
    }
    log.entry({ line: i + 1, clock: null, text: `${i}`, type: 'foreign', packets });
    if (importer.pending > 32e6) await importer.flush();
  }
  await importer.finish();
  const [info] = await library.worlds();
  return (await library.world(info!.id))!;
}

async function audits(module: Kernels): Promise<Row[]> {
  const { store } = await imported(new Uint8Array(readFileSync(playedLog(CHUNKS))), module);
  const fresh: number[] = [];
  const again: number[] = [];
  let told = 0;
  for (let i = 0; i < 20; i++) {
    const world = (await new Library(store, module).world(PLAYED))!;
    const [x, y] = [((i * 73) % 500) - 300, ((i * 131) % 500) - 300];
    const question: AuditQuestion = {
      ...{ world: PLAYED, branch: 'main', surface: 1, force: null, area: [x, y, x + 100, y + 100], until: null },
      ...{ players: null, kinds: null, limit: 500 },
    };
    for (const times of [fresh, again]) {
      const start = performance.now();
      told += (await world.places.audit(question)).total;
      times.push(performance.now() - start);
    }
  }
  if (told < 10_000) throw new Error(`only ${told} rows were told`);
  const world = (await new Library(store, module).world(PLAYED))!;
  const start = performance.now();
  const all = await world.places.audit({
    ...{ world: PLAYED, branch: 'main', surface: 1, force: null, area: [-1e6, -1e6, 1e6, 1e6], until: null },
    ...{ players: null, kinds: null, limit: 500 },
  });
  return [
    row('history of 100 × 100 tiles in a world of 100 hours, nothing read before (p95 of 20)', percentile(fresh, 0.95), 'ms', {
      atMost: 100,
    }),
    row('… asked again', percentile(again, 0.95), 'ms', { atMost: 100 }),
    row(`… of the whole world: ${all.total.toLocaleString('en')} rows`, performance.now() - start, 'ms'),
  ];
}

const percentile = (times: readonly number[], part: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))]!;
