import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../src/core/world/block-store';
import { Library } from '../src/core/world/library';
import type { AuditQuestion } from '../src/core/world/place-types';
import { feed, Game, kernels } from '../src/core/world/testing/host';
import { createPlaceService } from './place-service';
import { Tickets } from './tickets';

const view = { world: 'w1', branch: 'main', surface: 1, force: null, base: 'none', resources: false, buildings: true, tick: null } as const;
const question: AuditQuestion = {
  ...{ world: 'w1', branch: 'main', surface: 1, force: null, area: [-1e6, -1e6, 1e6, 1e6], until: null, players: null, kinds: null },
  limit: 10,
};

async function service() {
  const library = new Library(new MemoryStore(), await kernels());
  const importer = await library.importer();
  const game = new Game('w1');
  const list = Array.from({ length: 30 }, (_, i) => ({ id: i + 1, name: 'pipe', at: [i * 300 + 0.5, 0.5] as [number, number], force: 1 }));
  feed(importer, 'a.log', [...game.chained(game.header(1)), ...game.chained({ kind: 'built', tick: 5, surface: 1, list, by: 1 })]);
  await importer.finish();
  const world = (await library.world('w1'))!;
  return createPlaceService(async () => world);
}

describe('the place service', () => {
  it('answers, with a ticket or without', async () => {
    const api = await service();
    for (const ticket of [undefined, 7]) {
      expect(await api.audit(question, ticket)).toMatchObject({ total: 30, kinds: { built: 30 }, players: [{ player: 1, count: 30 }] });
      const find = {
        world: 'w1',
        branch: 'main',
        tick: null,
        force: null,
        surface: 1,
        at: [0, 0] as [number, number],
        text: 'pipe',
        names: [],
      };
      expect(await api.find({ ...find, limit: 5 }, ticket)).toMatchObject([{ what: 'entities', count: 30 }]);
      expect(await api.standing(view, null, [0, 0], ticket)).toMatchObject([{ name: 'pipe', count: 30, at: [0.5, 0.5] }]);
    }
    expect((await api.where(view, ['pipe'], null, [0, 0], 3)).places).toHaveLength(3);
    expect(await api.entities(view, [0, 0, 600, 1], 9)).toHaveLength(2);
    await api.stop(99);
  });
});

describe('tickets', () => {
  it('stop the work that has them, and no other', async () => {
    const tickets = new Tickets();
    const steps: string[] = [];
    const work = (name: string) => async (stopped: () => void) => {
      for (let i = 0; i < 3; i++) {
        stopped();
        steps.push(name);
        await Promise.resolve();
      }
      return name;
    };
    const first = tickets.run(1, work('a'));
    const second = tickets.run(2, work('b'));
    tickets.stop(1);
    await expect(first).rejects.toMatchObject({ code: 'stopped' });
    expect(await second).toBe('b');
    expect(await tickets.run(undefined, work('c'))).toBe('c');
    expect(steps).toEqual(['a', 'b', 'b', 'b', 'c', 'c', 'c']);
    // The number is free again.
    expect(await tickets.run(1, work('d'))).toBe('d');
  });
});
