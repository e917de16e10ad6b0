/** The other surfaces: a corner of Vulcanus, and the platform "Aurora" in space. */
import { chunkField, fractal } from './noise';
import { type EntityName, tileId } from './palette';
import { EAST, NORTH, type Plan } from './plan';
import { blank, GridTerrain, type Ground, type Layout, type Nest } from './terrain';
import { mine, pylons } from './works';

export const VULCANUS: Layout = {
  lakes: [],
  patches: [
    { x: -60, y: -20, rx: 26, ry: 20, ore: 'tungsten-ore', rich: 3000, seed: 301 },
    { x: 40, y: 60, rx: 24, ry: 20, ore: 'calcite', rich: 2400, seed: 302 },
    { x: 84, y: -56, rx: 20, ry: 20, ore: 'coal', rich: 2600, seed: 303 },
  ],
  nests: [],
  quiet: [1, 1],
  lots: { patches: false, nests: false },
};

export class Vulcanus extends GridTerrain {
  constructor(seed: number) {
    super(seed + 4000, VULCANUS);
  }
  protected make(cx: number, cy: number): Ground {
    const ground = blank('volcanic-folds');
    const s = this.seed;
    const field = (seed: number, wave: number, octaves: number): Float32Array =>
      chunkField(cx, cy, (x, y) => fractal(s + seed, wave, octaves, 0.5, x, y));
    const river = field(1, 150, 5);
    const rise = field(2, 110, 5);
    const ash = field(3, 64, 4);
    const pool = field(4, 170, 4);
    const T = (name: Parameters<typeof tileId>[0]): number => tileId(name);
    for (let i = 0; i < 1024; i++) {
      const home = Math.min(1, Math.hypot(cx * 32 + (i & 31), cy * 32 + (i >> 5)) / 110);
      const r = Math.abs(river[i]!) + (1 - home) * 0.6;
      const hot = pool[i]! - (1 - home) * 2;
      ground.tiles[i] =
        r < 0.05 || hot > 1.5
          ? T('lava-hot')
          : r < 0.11 || hot > 1.36
            ? T('lava')
            : r < 0.16 || hot > 1.25
              ? T('volcanic-cracks-hot')
              : r < 0.24
                ? T('volcanic-cracks-warm')
                : rise[i]! > 1
                  ? T('volcanic-soil-light')
                  : rise[i]! > 0.6
                    ? T('volcanic-soil-dark')
                    : rise[i]! < -1
                      ? T('volcanic-ash-cracks')
                      : rise[i]! < -0.5
                        ? T('volcanic-ash-flats')
                        : ash[i]! > 0.8
                          ? T('volcanic-smooth-stone')
                          : ash[i]! < -0.8
                            ? T('volcanic-jagged-ground')
                            : ash[i]! > 0.2
                              ? T('volcanic-cracks')
                              : T('volcanic-folds');
    }
    this.layOre(ground, cx, cy);
    return ground;
  }
}

export function buildVulcanus(plan: Plan): void {
  plan.group('vulcanus landing', 0.72, 0.75, 1, () => {
    plan.add('radar', 0, 0);
    for (let k = 0; k < 6; k++) for (let r = 0; r < 3; r++) solar(plan, -20 + k * 3, -24 + r * 3);
    pylons(plan, 4, -4, -50, -8, 18);
  });
  plan.group('vulcanus mines', 0.75, 0.84, 1, () => {
    mine(plan, -84, -38, -34, 0, 6, 'big-mining-drill');
    mine(plan, 18, 42, 62, 80, 38);
    pylons(plan, 6, 6, 30, 36, 18);
  });
  plan.group('foundries', 0.8, 0.93, 3, () => {
    for (let row = 0; row < 3; row++) {
      for (let k = 0; k < 7; k++) {
        plan.add('foundry', -14 + k * 7, 10 + row * 11, NORTH, {
          recipe: row === 0 ? 'molten-iron' : row === 1 ? 'casting-steel' : 'tungsten-plate',
        });
        plan.add('medium-electric-pole', -8 + k * 7, 12 + row * 11);
      }
      plan.run('transport-belt', -18, 16 + row * 11, 38, 16 + row * 11);
      plan.run('pipe', -18, 9 + row * 11, 36, 9 + row * 11);
    }
  });
}

function solar(plan: Plan, x: number, y: number): void {
  plan.add('solar-panel', x, y);
}

/** Half the width of the platform's deck at a row; 0 where there is none. */
export function deck(y: number): number {
  if (y < -46 || y >= 50) return 0;
  return Math.round(9 + 20 * Math.min(1, (y + 46) / 30) - (y > 38 ? 7 : 0));
}

/** Space: nothing to stand on until the platform is laid. */
export class Space extends GridTerrain {
  constructor(seed: number) {
    super(seed + 5000, { lakes: [], patches: [], nests: [], quiet: [1, 1], lots: { patches: false, nests: false } });
  }
  protected make(): Ground {
    return blank('empty-space');
  }
  override nests(): Nest[] {
    return [];
  }
}

export function buildAurora(plan: Plan): void {
  plan.group('aurora deck', 0.64, 0.7, 0, () => {
    for (let y = -46; y < 50; y += 4) {
      const half = deck(y);
      plan.pave('space-platform-foundation', -half, y, half * 2, 4);
    }
    plan.add('space-platform-hub', -4, -4);
  });
  plan.group('aurora machines', 0.66, 0.76, 0, () => {
    for (let y = -26; y < 36; y += 10)
      for (const x of [-22, -16, -10, 8, 14, 20]) {
        if (Math.abs(x) + 4 > deck(y)) continue;
        plan.add(y < 0 ? 'crusher' : 'chemical-plant', x, y, NORTH, { recipe: y < 0 ? 'metallic-asteroid-crushing' : 'thruster-fuel' });
        plan.add('inserter', x + 1, y + 3, NORTH);
      }
    for (let y = -26; y < 36; y += 10) plan.run('transport-belt', -Math.min(24, deck(y) - 2), y + 4, Math.min(24, deck(y) - 2), y + 4);
    plan.run('transport-belt', 6, -40, 6, 38);
    for (const [x, y] of [
      [-22, 28],
      [18, 28],
      [-26, 12],
      [23, 12],
    ] as const)
      plan.add('cargo-bay', x, y);
    for (let x = -20; x < 18; x += 5) plan.add('thruster', x, 44, NORTH);
  });
  plan.group('aurora guns', 0.7, 0.74, 0, () => {
    const gun: EntityName = 'gun-turret';
    for (const [x, y] of [
      [-3, -45],
      [1, -45],
      [-9, -40],
      [7, -40],
      [-14, -34],
      [12, -34],
      [-19, -28],
      [17, -28],
      [-24, -20],
      [22, -20],
      [-28, -8],
      [26, -8],
    ] as const)
      plan.add(gun, x, y);
    for (let k = 0; k < 5; k++) plan.add('asteroid-collector', -10 + k * 4, -36, EAST);
    for (let y = -18; y < 24; y += 3) for (const x of [-28, 25]) plan.add('solar-panel', x, y);
  });
}
