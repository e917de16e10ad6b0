/** The ground before anyone came: tiles, trees, cliffs, ore and nests, chunk by chunk and the same from any direction. */
import { chunkField, fractal, hash, unit } from './noise';
import { type EntityName, RESOURCE_NAMES, type TileName, tileId } from './palette';

export interface Ground {
  /** Index into TILE_NAMES, 1,024 row by row. */
  tiles: Uint8Array;
  /** 0 nothing, 1 a tree, 2 cliff. */
  cover: Uint8Array;
  /** Index into RESOURCE_NAMES + 1; 0 is none. */
  ore: Uint8Array;
  amount: Uint32Array;
}
export interface Nest {
  id: number;
  name: EntityName;
  x: number;
  y: number;
}
/** A blob of something: centre, radii and strength of its wobble, in tiles. */
export interface Blob {
  x: number;
  y: number;
  rx: number;
  ry: number;
  seed: number;
}
export interface Patch extends Blob {
  ore: string;
  /** Amount a tile at its heart. */
  rich: number;
}

export interface Terrain {
  chunk(cx: number, cy: number): Ground;
  nests(cx: number, cy: number): Nest[];
  isWater(x: number, y: number): boolean;
  /** Patches that lie in or reach into this box of tiles. */
  patches(x0: number, y0: number, x1: number, y1: number): Patch[];
}

/** Water or lava: nothing grows, lies or stands there. */
const isWet = (id: number): boolean => WET.has(id);
const WET = new Set((['water', 'deepwater', 'lava', 'lava-hot'] as const).map(tileId));

const PATCH_CELL = 224;
const NEST_CELL = 112;

/** Where the first player's world has its lakes and ore; further out both are drawn by lot. */
export interface Layout {
  lakes: readonly Blob[];
  patches: readonly Patch[];
  nests: readonly [x: number, y: number, count: number][];
  /** Inside these radii nothing is drawn by lot. */
  quiet: [rx: number, ry: number];
  lots: { patches: boolean; nests: boolean };
}

export abstract class GridTerrain implements Terrain {
  private readonly cache = new Map<number, Ground>();
  constructor(
    readonly seed: number,
    readonly layout: Layout,
  ) {}

  protected abstract make(cx: number, cy: number): Ground;

  chunk(cx: number, cy: number): Ground {
    const key = cx * 65536 + cy;
    let ground = this.cache.get(key);
    if (ground === undefined) {
      ground = this.make(cx, cy);
      if (this.cache.size >= 6000) this.cache.clear();
      this.cache.set(key, ground);
    }
    return ground;
  }

  isWater(x: number, y: number): boolean {
    const ground = this.chunk(x >> 5, y >> 5);
    return isWet(ground.tiles[(y & 31) * 32 + (x & 31)]!);
  }

  private isQuiet(x: number, y: number, by = 1): boolean {
    return Math.hypot(x / this.layout.quiet[0], y / this.layout.quiet[1]) < by;
  }

  patches(x0: number, y0: number, x1: number, y1: number): Patch[] {
    const found = this.layout.patches.filter((p) => reaches(p, x0, y0, x1, y1));
    if (!this.layout.lots.patches) return found;
    for (let j = Math.floor((y0 - 90) / PATCH_CELL); j <= Math.floor((y1 + 90) / PATCH_CELL); j++)
      for (let i = Math.floor((x0 - 90) / PATCH_CELL); i <= Math.floor((x1 + 90) / PATCH_CELL); i++) {
        const seed = this.seed + 501;
        if (unit(seed, i, j, 1) > 0.55) continue;
        const x = Math.round((i + 0.2 + unit(seed, i, j, 2) * 0.6) * PATCH_CELL);
        const y = Math.round((j + 0.2 + unit(seed, i, j, 3) * 0.6) * PATCH_CELL);
        if (this.isQuiet(x, y)) continue;
        const far = Math.min(1, Math.hypot(x, y) / 3000);
        const lot = unit(seed, i, j, 4);
        const ore =
          lot < 0.32
            ? 'iron-ore'
            : lot < 0.58
              ? 'copper-ore'
              : lot < 0.75
                ? 'coal'
                : lot < 0.87
                  ? 'stone'
                  : lot < 0.93
                    ? 'uranium-ore'
                    : 'crude-oil';
        const rx = 15 + 16 * unit(seed, i, j, 5) + 18 * far;
        const patch = {
          x,
          y,
          rx,
          ry: rx * (0.7 + 0.3 * unit(seed, i, j, 6)),
          seed: hash(seed, i, j, 7) % 100000,
          ore,
          rich: 900 + 9000 * far,
        };
        if (reaches(patch, x0, y0, x1, y1)) found.push(patch);
      }
    return found;
  }

  nests(cx: number, cy: number): Nest[] {
    const found: Nest[] = [];
    const inside = (n: Nest): boolean => Math.floor(n.x) >> 5 === cx && Math.floor(n.y) >> 5 === cy;
    this.layout.nests.forEach(([x, y, count], k) => {
      if (Math.abs(x - cx * 32) < 90 && Math.abs(y - cy * 32) < 90) found.push(...this.camp(x, y, count, 2000000 + k * 64).filter(inside));
    });
    if (!this.layout.lots.nests) return found;
    for (let j = Math.floor((cy * 32 - 40) / NEST_CELL); j <= Math.floor((cy * 32 + 72) / NEST_CELL); j++)
      for (let i = Math.floor((cx * 32 - 40) / NEST_CELL); i <= Math.floor((cx * 32 + 72) / NEST_CELL); i++) {
        const seed = this.seed + 701;
        if (unit(seed, i, j, 1) > 0.34) continue;
        const x = Math.round((i + 0.2 + unit(seed, i, j, 2) * 0.6) * NEST_CELL);
        const y = Math.round((j + 0.2 + unit(seed, i, j, 3) * 0.6) * NEST_CELL);
        if (this.isQuiet(x, y, 1.08)) continue;
        const count = 5 + Math.floor(unit(seed, i, j, 4) * 12);
        found.push(...this.camp(x, y, count, 10000000 + ((i + 1000) * 2000 + j + 1000) * 24).filter(inside));
      }
    return found;
  }

  /** Spawners in the middle, worms around, never two on one spot. */
  private camp(x: number, y: number, count: number, id: number): Nest[] {
    const result: Nest[] = [];
    for (let k = 0; k < Math.min(count, 24) * 2 && result.length < Math.min(count, 24); k++) {
      const spawner = k * 3 < count * 2;
      const away = (spawner ? 4 : 9) + 9 * unit(id, k, 1);
      const angle = unit(id, k, 2) * Math.PI * 2;
      const nx = Math.round(x + Math.cos(angle) * away) + (spawner ? 0.5 : 0);
      const ny = Math.round(y + Math.sin(angle) * away * 0.8) + (spawner ? 0.5 : 0);
      if (result.some((n) => Math.abs(n.x - nx) < 6 && Math.abs(n.y - ny) < 6 && (spawner || Math.abs(n.x - nx) + Math.abs(n.y - ny) < 6)))
        continue;
      if (this.isWater(Math.floor(nx), Math.floor(ny))) continue;
      const name: EntityName = spawner
        ? unit(id, k, 3) < 0.6
          ? 'biter-spawner'
          : 'spitter-spawner'
        : unit(id, k, 4) < 0.6
          ? 'small-worm-turret'
          : 'medium-worm-turret';
      result.push({ id: id + k, name, x: nx, y: ny });
    }
    return result;
  }

  /** Lays the patches of a chunk into it, never on water. */
  protected layOre(ground: Ground, cx: number, cy: number): void {
    for (const patch of this.patches(cx * 32, cy * 32, cx * 32 + 31, cy * 32 + 31)) {
      const kind = RESOURCE_NAMES.indexOf(patch.ore) + 1;
      if (patch.ore === 'crude-oil') {
        for (let k = 0; k < 14; k++) {
          const x = Math.round(patch.x + (unit(patch.seed, k, 1) - 0.5) * patch.rx * 1.8);
          const y = Math.round(patch.y + (unit(patch.seed, k, 2) - 0.5) * patch.ry * 1.8);
          if (x >> 5 !== cx || y >> 5 !== cy) continue;
          const at = (y & 31) * 32 + (x & 31);
          if (isWet(ground.tiles[at]!)) continue;
          ground.ore[at] = kind;
          ground.amount[at] = Math.round(100000 + 300000 * unit(patch.seed, k, 3));
        }
        continue;
      }
      const wobble = chunkField(cx, cy, (x, y) => fractal(patch.seed, 52, 4, 0.55, x, y));
      for (let i = 0; i < 1024; i++) {
        const x = cx * 32 + (i & 31);
        const y = cy * 32 + (i >> 5);
        const d = Math.hypot((x - patch.x) / patch.rx, (y - patch.y) / patch.ry) + wobble[i]! * 0.11;
        if (d > 1 || isWet(ground.tiles[i]!) || unit(patch.seed, x, y) > (1 - d) * 12) continue;
        ground.ore[i] = kind;
        // Rings of equal amounts, richer towards the heart.
        ground.amount[i] = Math.max(1, Math.ceil((1.05 - d) * 7)) * Math.round(patch.rich / 7);
        ground.cover[i] = 0;
      }
    }
  }
}

function reaches(p: Blob, x0: number, y0: number, x1: number, y1: number): boolean {
  const r = Math.max(p.rx, p.ry) * 1.3;
  return p.x + r >= x0 && p.x - r <= x1 && p.y + r >= y0 && p.y - r <= y1;
}

export const blank = (tile: TileName): Ground => ({
  tiles: new Uint8Array(1024).fill(tileId(tile)),
  cover: new Uint8Array(1024),
  ore: new Uint8Array(1024),
  amount: new Uint32Array(1024),
});
