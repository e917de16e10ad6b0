/** Nauvis: grass and desert, lakes with sandy shores, woods, cliffs. Coordinates are tiles, the spawn is [0, 0]. */
import { chunkField, fractal, unit } from './noise';
import { tileId } from './palette';
import { type Blob, blank, GridTerrain, type Ground, type Layout, type Patch } from './terrain';

const lake = (x: number, y: number, rx: number, ry: number, seed: number): Blob => ({ x, y, rx, ry, seed });
const patch = (x: number, y: number, rx: number, ry: number, ore: string, rich: number, seed: number): Patch => ({
  x,
  y,
  rx,
  ry,
  ore,
  rich,
  seed,
});

export const NAUVIS: Layout = {
  lakes: [
    lake(214, -170, 92, 60, 81),
    lake(272, -202, 70, 40, 82),
    lake(-378, 240, 120, 70, 83),
    lake(-298, 295, 80, 50, 84),
    lake(432, 150, 80, 110, 85),
    lake(-468, -190, 70, 46, 86),
    lake(-98, -280, 56, 26, 87),
    lake(112, 320, 50, 26, 88),
    lake(-40, -470, 130, 70, 89),
    lake(640, -260, 90, 120, 90),
    lake(-700, 40, 110, 90, 91),
    lake(330, 520, 150, 80, 92),
  ],
  patches: [
    patch(-292, -84, 39, 34, 'iron-ore', 2600, 201),
    patch(-306, 84, 37, 32, 'copper-ore', 2400, 202),
    patch(-206, 180, 29, 22, 'coal', 1900, 203),
    patch(-126, 214, 20, 15, 'stone', 1500, 204),
    patch(-424, -20, 32, 25, 'iron-ore', 3400, 205),
    patch(-412, 112, 22, 18, 'coal', 2200, 206),
    patch(332, -20, 37, 30, 'copper-ore', 4000, 207),
    patch(62, -228, 35, 25, 'iron-ore', 3800, 208),
    patch(374, 284, 44, 32, 'iron-ore', 5200, 209),
    patch(-8, 302, 29, 22, 'copper-ore', 3200, 210),
    patch(404, -258, 25, 20, 'uranium-ore', 1800, 211),
    patch(-198, -228, 29, 18, 'stone', 2600, 212),
    patch(248, 278, 24, 20, 'coal', 3000, 213),
    patch(330, -114, 29, 22, 'crude-oil', 0, 214),
  ],
  nests: [
    [-436, -106, 18],
    [-468, 200, 14],
    [-98, -220, 10],
    [172, -280, 10],
    [452, -120, 18],
    [432, 10, 12],
    [192, 280, 12],
    [-228, 300, 14],
    [-108, 340, 10],
    [452, 240, 14],
    [332, 360, 12],
    [-488, 100, 9],
    [-278, -220, 13],
    [-338, -260, 12],
    [352, -200, 11],
    [92, 370, 9],
  ],
  quiet: [520, 380],
  lots: { patches: true, nests: true },
};

const T = Object.fromEntries(
  (
    [
      'grass-1',
      'grass-2',
      'grass-3',
      'grass-4',
      'dirt-1',
      'dirt-3',
      'dirt-4',
      'dirt-5',
      'dirt-6',
      'sand-1',
      'sand-3',
      'red-desert-0',
      'red-desert-1',
      'red-desert-2',
      'water',
      'deepwater',
    ] as const
  ).map((name) => [name, tileId(name)]),
) as Record<string, number>;

export class Nauvis extends GridTerrain {
  constructor(seed: number, layout: Layout = NAUVIS) {
    super(seed, layout);
  }

  protected make(cx: number, cy: number): Ground {
    const ground = blank('grass-2');
    const s = this.seed;
    const field = (seed: number, wave: number, octaves: number, gain = 0.5): Float32Array =>
      chunkField(cx, cy, (x, y) => fractal(s + seed, wave, octaves, gain, x, y));
    const shore = this.shore(cx, cy);
    const moist = field(21, 190, 5, 0.46);
    const ridge = field(31, 230, 4);
    const dry = field(41, 260, 4);
    const dark = field(71, 420, 4);
    const patchy = field(61, 84, 3, 0.45);
    const spots = field(62, 70, 3, 0.45);
    const wood = field(91, 92, 5, 0.5);
    const height = field(95, 200, 4);
    const gap = field(96, 70, 3);
    for (let i = 0; i < 1024; i++) {
      const x = cx * 32 + (i & 31);
      const y = cy * 32 + (i >> 5);
      const edge = shore[i]!;
      ground.tiles[i] =
        edge < 0.84 ? T.deepwater! : edge < 1 ? T.water! : land(moist[i]!, ridge[i]!, dry[i]!, dark[i]!, patchy[i]!, spots[i]!, edge);
      if (edge < 1.07) continue;
      const m = moist[i]!;
      const w = wood[i]! + Math.min(0.4, m * 0.5) - (dry[i]! > 0.8 ? 0.6 : 0);
      const lot = unit(s + 5, x, y);
      if (w > 1.15 ? lot < 0.88 : w > 0.9 ? lot < 0.45 : w > 0.78 ? lot < 0.08 : lot < 0.0012) ground.cover[i] = 1;
      if (isCliff(i, height, gap)) ground.cover[i] = 2;
    }
    this.layOre(ground, cx, cy);
    return ground;
  }

  /** Below 1 is water, up to 1.1 its shore. */
  private shore(cx: number, cy: number): Float32Array {
    const near = this.layout.lakes.filter(
      (b) => Math.abs(b.x - cx * 32 - 16) < b.rx * 1.9 + 24 && Math.abs(b.y - cy * 32 - 16) < b.ry * 1.9 + 24,
    );
    const [rx, ry] = this.layout.quiet;
    const far = Math.hypot((cx * 32 + 16) / rx, (cy * 32 + 16) / ry) > 0.9;
    return chunkField(cx, cy, (x, y) => {
      let least = 9;
      for (const b of near) {
        const d = Math.hypot((x - b.x) / b.rx, (y - b.y) / b.ry) + fractal(b.seed, 64, 4, 0.5, x, y) * 0.12;
        if (d < least) least = d;
      }
      if (far) {
        const away = Math.min(1, (Math.hypot(x / rx, y / ry) - 1) * 4);
        const wild = 1 + (1.25 - fractal(this.seed + 11, 330, 5, 0.5, x, y)) * 0.8 + (1 - away) * 2;
        if (wild < least) least = wild;
      }
      return least;
    });
  }
}

/** A line of equal height, broken by gaps: drawn where a neighbour lies on the other side. */
function isCliff(i: number, height: Float32Array, gap: Float32Array): boolean {
  if (gap[i]! < 0.45) return false;
  const right = (i & 31) < 31 ? height[i + 1]! : height[i - 1]!;
  const below = i < 992 ? height[i + 32]! : height[i - 32]!;
  for (const level of [0.55, -0.8]) {
    const side = height[i]! > level;
    if (side !== right > level || side !== below > level) return true;
  }
  return false;
}

function land(m: number, ridge: number, dry: number, dark: number, patchy: number, spots: number, edge: number): number {
  if (edge < 1.045) return T['sand-1']!;
  if (edge < 1.1) return T['sand-3']!;
  if (dark + spots * 0.3 > 1.35) return spots > 0.5 ? T['grass-4']! : patchy > 0.4 ? T['dirt-5']! : T['dirt-6']!;
  if (dark + spots * 0.2 > 1.1 && patchy > 0) return T['grass-4']!;
  if (dry > 1.5 && m < 0.2) return T['sand-1']!;
  if (dry > 1.15 && m < 0.3) return spots > 0.7 ? T['dirt-3']! : T['sand-3']!;
  if (dry > 0.8 && m < 0.5) return T['red-desert-1']!;
  if (m < -0.25) return spots > 0.95 ? T['dirt-4']! : T['red-desert-0']!;
  if (Math.abs(ridge) < 0.11) return T['red-desert-0']!;
  if (m > 0.35 && patchy > 0.15) return T['grass-1']!;
  if (spots > 1) return T['grass-3']!;
  if (m > 0.2 && spots < -1.15) return T['grass-4']!;
  return T['grass-2']!;
}
