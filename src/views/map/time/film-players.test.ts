import { describe, expect, it } from 'vitest';
import type { PlayerNow, View } from '../../../core/world/types';
import { track } from '../../../state/testing/film';
import { playersAt, trailsAt } from './film-players';

const view = { surface: 1, force: 1 } as View;
const player = (index: number, more: Partial<PlayerNow> = {}): PlayerNow => ({ index, lastSeen: 0, at: [9, 9], force: 1, ...more });
const walk = (index: number, surface = 1) => track([[0, 0, 0, true, surface], [600, 60, 0, true, surface]], index); // biome-ignore format: one line

describe('players of the film', () => {
  it('stand where their track has them; who has none stays where the state has them', () => {
    const [first, second] = playersAt([player(1), player(2)], [walk(1, 3)], 300);
    expect(first).toMatchObject({ at: [30, 0], surface: 3, online: true });
    expect(second).toMatchObject({ at: [9, 9] });
    expect(playersAt([player(1)], [walk(1)], null)[0]).toMatchObject({ at: [9, 9] });
  });

  it('leave trails where they are seen: on this surface, of this force, known at all', () => {
    const trails = (players: PlayerNow[], tracks = [walk(1)], of: Partial<View> = {}) =>
      trailsAt(players, tracks, { ...view, ...of }, 300, 4);
    const [trail] = trails([player(1, { color: [255, 0, 0] })]);
    expect(trail).toMatchObject({ key: '1', color: 'rgb(255 0 0)' });
    expect(trail?.points.at(-1)).toEqual([30, 0]);
    expect(trail?.points[0]?.[0]).toBeCloseTo(18);
    expect(trails([player(1, { force: 2 })])).toEqual([]);
    expect(trails([player(1, { force: 2 })], [walk(1)], { force: null })).toHaveLength(1);
    expect(trails([player(1)], [walk(1, 2)])).toEqual([]);
    expect(trails([player(1, { gone: true })])).toEqual([]);
    expect(trails([])).toEqual([]);
  });
});
