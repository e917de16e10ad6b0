/** A log of seven hours in which little happens, and when it does is known: for what shows a world at a moment. */
import type { Packet, TilesPacket } from '../../packet/schema';
import { Game } from './host';

export const HOUR = 216_000;
/** The tile that is placed at hour 3 and removed at hour 5. */
export const PLACED: [x: number, y: number] = [5, 6];
/** Of the ground, and of what was placed. */
export const GROUND: [number, number, number] = [52, 60, 20];
export const PAVING: [number, number, number] = [200, 190, 40];
/** The player walks east from here, a tile in ten ticks, for two minutes; before and after it stands. */
export const WALK = { from: 3.5 * HOUR, to: 3.5 * HOUR + 7200, x: -100, y: 4 };
const WIDE = 4;

const tiles = (tick: number, x: number, y: number, more: Partial<TilesPacket>): Packet => ({
  ...{ kind: 'tiles', tick, surface: 1, at: [x, y], names: ['ground'] },
  ...more,
});

/** The lines of its log, from first to last. `launch`: of the engine. */
export function filmLines(world = 'film'): string[] {
  const game = new Game(world);
  const set = (hour: number, name: string): string[] =>
    game.here(tiles(hour * HOUR, 0, 0, { names: [name], set: [PLACED[0], PLACED[1], 0] }));
  const player = (tick: number, more: Record<string, unknown>): string[] =>
    game.chained({ kind: 'players', tick, list: [{ index: 1, ...more }] } as Packet);
  const chat = (tick: number, text: string): string[] => {
    const lines = game.chained({ kind: 'chat', tick, player: 1, text });
    game.checkpoints.unshift([tick, game.state.seq, game.state.chain]);
    return lines;
  };
  const lines = [
    '   0.000 2026-11-21 10:00:00; Factorio 2.0.76 (build 84451, linux64, headless)',
    ...game.chained(
      game.header(60),
      { kind: 'surfaces', tick: 60, whole: true, list: [{ index: 1, name: 'nauvis', planet: 'nauvis' }] },
      { kind: 'forces', tick: 60, whole: true, list: [{ index: 1, name: 'player' }] },
      { kind: 'prototypes', tick: 60, tiles: { ground: GROUND, paving: PAVING } },
    ),
    ...player(120, { name: 'Ines Vogel', color: [230, 40, 40], at: [WALK.x, WALK.y], surface: 1, force: 1, online: true }),
  ];
  for (let y = -WIDE; y < WIDE; y++) for (let x = -WIDE; x < WIDE; x++) lines.push(...game.here(tiles(180, x, y, { runs: [0, 1024] })));
  lines.push(...chat(HOUR, 'one hour in'), ...set(3, 'paving'), ...chat(3 * HOUR + 60, 'paved'));
  for (let tick = WALK.from; tick <= WALK.to; tick += 60) lines.push(...player(tick, { at: [WALK.x + (tick - WALK.from) / 10, WALK.y] }));
  lines.push(...chat(4 * HOUR + 600, 'still paved'), ...set(5, 'ground'), ...chat(5 * HOUR + 60, 'and gone'));
  lines.push(...game.chained({ kind: 'death', tick: 6.5 * HOUR, player: 1, cause: 'small-biter' }), ...chat(7 * HOUR, 'good night'));
  return lines;
}
