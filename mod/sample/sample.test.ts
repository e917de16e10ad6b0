import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { MARKER } from '../../src/core/packet/schema';
import { LuaGame } from '../host/lua-game';
import { generate } from './generate';
import { SAMPLE, SAMPLE_FILE } from './options';

const body = (line: string): string => line.slice(line.indexOf(MARKER));

/** The first lines of the sample, written anew by the mod's code in Lua. */
function firstByLua(count: number): string[] {
  const lines: string[] = [];
  const enough = new Error('enough');
  try {
    generate({
      ...SAMPLE,
      surfaces: [...SAMPLE.surfaces],
      emitter: new LuaGame(),
      onLine: (line) => {
        if (lines.push(line) === count) throw enough;
      },
    });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return lines;
}

describe('the shipped sample (npm run sample writes it)', () => {
  let packed: Uint8Array;
  let lines: string[];
  beforeAll(() => {
    packed = readFileSync(SAMPLE_FILE);
    lines = gunzipSync(packed).toString('latin1').trimEnd().split('\n');
  });

  it('is small enough to be fetched in a moment', () => {
    expect(packed.length).toBeLessThanOrEqual(1_200_000);
  });

  it('is what the mod in Lua writes today', () => {
    expect(firstByLua(90)).toEqual(lines.slice(0, 90));
  }, 30_000);

  it('is, all of it, what the generator tells today', () => {
    let n = 0;
    let same = 0;
    const { logs, world } = generate({
      ...SAMPLE,
      surfaces: [...SAMPLE.surfaces],
      onLine: (line) => {
        if (body(line) === body(lines[n++] ?? '')) same++;
      },
    });
    expect([logs, n, same]).toEqual([1, lines.length, lines.length]);
    expect(world.surfaces.map(({ name }) => name)).toEqual(['nauvis', 'vulcanus', 'platform-1']);
    const counts = world.surfaces.map(({ index }) => world.chartedChunks(index, 1, world.length).length);
    expect(counts[0]).toBeGreaterThan(1450);
    expect(Math.min(...counts)).toBeGreaterThan(20);
  }, 60_000);
});
