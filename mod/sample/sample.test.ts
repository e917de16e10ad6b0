import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE as ADDRESS, SAMPLE_WORLD } from '../../src/state/sample-world';
import { compileMod } from '../host/compile';
import { Imported } from '../testing/imported';
import { SAMPLE, SAMPLE_FILE } from './options';
import { playSample } from './play';

const HOUR = 216000;
/** Of the beginning that is played anew. */
const BEGINNING = HOUR / 3;

describe('the shipped sample (npm run sample writes it)', () => {
  let packed: Uint8Array;
  let log: string;
  let imported: Imported;
  beforeAll(async () => {
    packed = readFileSync(SAMPLE_FILE);
    log = gunzipSync(packed).toString('latin1');
    imported = await Imported.of(log);
  }, 120_000);

  it('is small enough to be fetched in a moment', () => {
    expect(packed.length).toBeLessThanOrEqual(1_500_000);
  });

  it('begins as the whole mod writes it today in the simulated game', () => {
    const again = playSample(compileMod(), BEGINNING).game.logOf();
    expect(again.split('\n').length).toBeGreaterThan(30);
    expect(log.startsWith(again)).toBe(true);
  }, 120_000);

  it('is read without a problem, and tells of all that a world has', async () => {
    const { info, problems, world } = imported;
    expect(problems).toEqual([]);
    expect([`public/${ADDRESS.slice(2)}`, info.id]).toEqual([SAMPLE_FILE, SAMPLE_WORLD]);
    expect(info.surfaces.filter(({ map }) => map).map(({ name }) => name)).toEqual(['nauvis', 'platform-1', 'vulcanus']);
    expect([info.branches.length, info.gaps]).toEqual([1, []]);
    const { rows } = await world.story('', null, 100_000);
    expect(new Set(rows.map(({ type }) => type))).toEqual(
      new Set(['start', 'chat', 'command', 'join', 'leave', 'death', 'research', 'rocket', 'channel']),
    );
    const state = await world.state('', SAMPLE.hours * HOUR);
    expect(state.players.length).toBe(4);
    expect(state.tags.length).toBeGreaterThan(4);
    expect(new Set(state.stops.map(({ name }) => name)).size).toBeGreaterThan(5);
    const { entities, resources } = await imported.things(1, SAMPLE.hours * HOUR);
    expect(Object.values(entities).flat().length).toBeGreaterThan(20_000);
    expect(
      Object.values(entities)
        .flat()
        .some((line) => line.includes('electronic-circuit')),
    ).toBe(true);
    expect(Object.values(resources).flat().length).toBeGreaterThan(5_000);
  }, 60_000);
});
