/**
 * Real logs, where they are at hand: each tells its story. The numbers were counted in the files with grep: joins by `processed
 * PlayerJoinGame`, leaves by `removing peer` of those that had joined, errors by the lines of level Error, saves by the lines with which a
 * save begins, mods by the loading of their data stages, ticks by `updateTick(N)`.
 */
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { command } from './testing/command';

const LOGS = '/work/shared/data/logs';
const names = existsSync(LOGS) ? readdirSync(LOGS) : [];

interface Expected {
  gameVersion: string | null;
  mods: number;
  firstMods?: string[];
  ticks: [number, number] | null;
  engine: { joins: number; leaves: number; errors: number; saves: number };
  players?: number;
  note: RegExp;
}

/** By what the file's name begins with. */
const expected: Record<string, Expected> = {
  '1.1.27': {
    ...{ gameVersion: '1.1.27', mods: 51, firstMods: ['base'], ticks: [3922360, 3922709] },
    ...{ engine: { joins: 1, leaves: 1, errors: 1, saves: 1 }, note: /log of a server, Factorio 1\.1\.27/ },
  },
  '1.1.80': {
    ...{ gameVersion: '1.1.80', mods: 4, firstMods: ['base'], ticks: null },
    ...{ engine: { joins: 0, leaves: 0, errors: 0, saves: 0 }, note: /log of a player’s game, Factorio 1\.1\.80/ },
  },
  '2.0.20': {
    ...{ gameVersion: '2.0.20', mods: 4, firstMods: ['base', 'elevated-rails', 'quality', 'space-age'], ticks: [0, 0] },
    ...{ engine: { joins: 0, leaves: 0, errors: 1, saves: 1 }, note: /log of a server, Factorio 2\.0\.20/ },
  },
  '2.0.43': {
    ...{ gameVersion: '2.0.43', mods: 20, firstMods: ['base'], ticks: null },
    ...{ engine: { joins: 0, leaves: 0, errors: 0, saves: 3 }, note: /log of a player’s game, Factorio 2\.0\.43/ },
  },
  '2.0.55': {
    ...{ gameVersion: '2.0.55', mods: 4, firstMods: ['base', 'elevated-rails', 'quality', 'space-age'], ticks: [19044001, 49027133] },
    ...{ engine: { joins: 32, leaves: 32, errors: 0, saves: 854 }, note: /log of a server, Factorio 2\.0\.55/ },
  },
  console: {
    ...{ gameVersion: null, mods: 0, ticks: [15127, 15131], players: 1 },
    ...{ engine: { joins: 1, leaves: 0, errors: 0, saves: 0 }, note: /console of a game/ },
  },
};

describe('real logs (skipped where they are missing)', () => {
  for (const [beginning, want] of Object.entries(expected)) {
    const name = names.find((candidate) => candidate.startsWith(beginning));
    it.skipIf(name === undefined)(`${want.gameVersion ?? 'the console'} with ${want.mods} mods tells its story`, async () => {
      const { code, out } = await command('inspect', `${LOGS}/${name}`);
      expect(code).toBe(0);
      const { files, formats, worlds, problems } = JSON.parse(out);
      expect(problems).toEqual([]);
      expect(formats).toEqual(['Factorio log']);
      expect(files).toMatchObject([{ name: `${LOGS}/${name}`, packets: 0, note: expect.stringMatching(want.note) }]);
      expect(worlds.length).toBe(1);
      const [{ gameVersion, mods, ticks, engine, packets, chunks, branches, players }] = worlds;
      expect({ gameVersion, mods: mods.length, ticks, engine, packets, chunks }).toEqual({
        ...{ gameVersion: want.gameVersion, mods: want.mods, ticks: want.ticks, engine: want.engine, packets: {}, chunks: {} },
      });
      const first = want.firstMods ?? [];
      expect(mods.slice(0, first.length).map((mod: { name: string }) => mod.name)).toEqual(first);
      expect(branches).toEqual([{ id: 'main', parent: null, leavesAt: null, ticks: want.ticks, opens: true }]);
      if (want.players !== undefined) expect(players.length).toBe(want.players);
    });
  }

  it.skipIf(names.length === 0)('all at once come to as many worlds', async () => {
    const { code, out } = await command('inspect', LOGS);
    expect([code, JSON.parse(out).worlds.length]).toEqual([0, Object.keys(expected).length]);
  });
});
