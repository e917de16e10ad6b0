/** What is made, used and killed over the world's time, ten minutes at a time. */
import { BITER } from './content';
import { TEN_MINUTES } from './moment';
import { unit } from './noise';
import type { Played, Put } from './played';

/** A minute at the world's end, made and used; from which share of its time on; a gap in which it stands still. */
interface Good {
  kind: 'items' | 'fluids';
  name: string;
  made: number;
  used: number;
  from: number;
  still?: readonly [from: number, to: number];
}
const good = (name: string, made: number, used: number, from: number, still?: Good['still']): Good => ({
  kind: 'items',
  name,
  made,
  used,
  from,
  ...(still ? { still } : {}),
});
const flow = (name: string, made: number, used: number, from: number): Good => ({ kind: 'fluids', name, made, used, from });

const NAUVIS: Good[] = [
  good('iron-ore', 5600, 5500, 0.005),
  good('copper-ore', 4900, 4850, 0.01),
  good('coal', 1300, 1250, 0.005),
  good('stone', 420, 400, 0.01),
  good('iron-plate', 5400, 5150, 0.008, [0.305, 0.32]),
  good('copper-plate', 4800, 4650, 0.012),
  good('steel-plate', 540, 500, 0.1),
  good('copper-cable', 6200, 6150, 0.05),
  good('iron-gear-wheel', 1100, 1080, 0.02),
  good('electronic-circuit', 2700, 2580, 0.05, [0.44, 0.455]),
  good('advanced-circuit', 420, 390, 0.3),
  good('processing-unit', 90, 78, 0.5),
  good('plastic-bar', 610, 590, 0.28),
  good('sulfur', 150, 140, 0.3),
  good('battery', 70, 60, 0.35),
  good('automation-science-pack', 180, 172, 0.03),
  good('logistic-science-pack', 178, 170, 0.09),
  good('military-science-pack', 90, 85, 0.24),
  good('chemical-science-pack', 170, 160, 0.32, [0.62, 0.64]),
  good('production-science-pack', 110, 100, 0.55),
  good('space-science-pack', 60, 55, 0.68),
  good('low-density-structure', 45, 44, 0.58),
  good('rocket-fuel', 46, 44, 0.58),
  good('rocket-part', 12, 12, 0.6),
  flow('crude-oil', 21000, 20500, 0.22),
  flow('petroleum-gas', 16000, 15600, 0.23),
  flow('water', 38000, 38000, 0.02),
];
const VULCANUS: Good[] = [
  good('tungsten-ore', 240, 220, 0.76),
  good('tungsten-plate', 60, 20, 0.8),
  flow('lava', 9000, 9000, 0.79),
  flow('molten-iron', 5200, 5000, 0.8),
];

/** How fast it goes, 0 to 1: a slow beginning, a full stop in between, small ups and downs. */
function pace({ from, still, name }: Good, share: number): number {
  if (share < from || (still && share >= still[0] && share < still[1])) return 0;
  const grown = ((share - from) / (1 - from)) ** 1.1;
  return (0.04 + 0.96 * grown) * (0.85 + 0.3 * unit(name.length * 131 + name.charCodeAt(0), Math.floor(share * 400)));
}

export function tellGoods(played: Played, at: Put): void {
  const { game } = played;
  const { length } = played.planned;
  for (let tick = TEN_MINUTES - 2; tick < length; tick += TEN_MINUTES)
    at(tick, 4, () => {
      const share = tick / length;
      const force = game.world.force('player');
      for (const [index, goods] of [
        [1, NAUVIS],
        [2, VULCANUS],
      ] as const) {
        const surface = played.surfaces.get(index);
        if (!surface) continue;
        for (const one of goods) {
          const speed = pace(one, share) * 10;
          game.count(one.kind, force, surface, one.name, Math.round(one.made * speed), Math.round(one.used * speed));
        }
        game.world.force('enemy').evolution.set(surface.index, Math.round(0.82 * share ** 0.7 * 10000) / 10000);
      }
      game.count('pollution', undefined, game.nauvis, 'all', Math.round(9000 * share));
      game.count('kills', force, game.nauvis, BITER, Math.round(40 * Math.min(1, share * 4) * (0.5 + unit(17, tick))));
      for (const [name, count] of played.kills) game.count('kills', force, game.nauvis, name, count);
      played.kills.clear();
    });
}
