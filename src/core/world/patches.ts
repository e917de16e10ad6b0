/** Patches of ore on one surface, from the pieces in its chunks: what touches is one. */
import type { Position } from '../packet/schema';
import type { RegionCensus } from './census';
import { chunkAt, chunkKey } from './geometry';
import type { ChunkOre, Wells } from './ore';
import type { Area } from './types';

const SIDE = 32;
/** Wells as near as this to each other are one field, as the game's own map counts them. In tiles. */
const FIELD = 12;

export interface Patch {
  amount: number;
  count: number;
  area: Area;
  middle: Position;
  /** One of its tiles, the nearest to their middle. */
  at(): Position;
}

/** A region with the chunks that count; null: all. */
export interface Charted {
  census: RegionCensus;
  allowed: Uint8Array | null;
}

/** All patches of one kind. */
export function patchesOf(name: number, regions: readonly Charted[]): Patch[] {
  const groups = new Groups();
  const ores: { ore: ChunkOre; x: number; y: number; first: number }[] = [];
  const byChunk = new Map<number, (typeof ores)[number]>();
  const points: number[] = [];
  for (const { census, allowed } of regions) {
    for (const ore of census.ores.chunks) {
      if (ore.name !== name || (allowed && !allowed[ore.slot])) continue;
      const [x, y] = chunkAt(census.rx, census.ry, ore.slot, 0);
      const placed = { ore, x, y, first: groups.add(ore.amounts.length) };
      ores.push(placed);
      byChunk.set(chunkKey([x, y]), placed);
    }
    for (const wells of census.ores.wells) if (wells.name === name) addWells(wells, census, allowed, points);
  }
  for (const one of ores) {
    const near = (dx: number, dy: number) => byChunk.get(chunkKey([one.x + dx, one.y + dy]));
    const east = near(1, 0);
    const south = near(0, 1);
    const corner = near(1, 1);
    const other = near(-1, 1);
    if (east) touching(groups, one.ore, one.first, 3, east.ore, east.first, 2);
    if (south) touching(groups, one.ore, one.first, 1, south.ore, south.first, 0);
    if (corner) join(groups, one.first, one.ore.edges[SIDE + 31]!, corner.first, corner.ore.edges[0]!);
    if (other) join(groups, one.first, one.ore.edges[SIDE]!, other.first, other.ore.edges[31]!);
  }
  const made = new Map<number, Tiles>();
  const tilesOf = (group: number): Tiles => {
    const known = made.get(group) ?? new Tiles();
    made.set(group, known);
    return known;
  };
  for (const { ore, x, y, first } of ores)
    ore.amounts.forEach((amount, piece) => {
      tilesOf(groups.of(first + piece)).add(ore.tiles.subarray(ore.starts[piece]!, ore.starts[piece + 1]!), x * SIDE, y * SIDE, amount);
    });
  const patches = [...made.values()].map((tiles) => tiles.patch());
  return points.length === 0 ? patches : patches.concat(fieldsOf(points));
}

/** Along two edges that lie against each other, corners of tiles included. */
function touching(groups: Groups, a: ChunkOre, firstA: number, edgeA: number, b: ChunkOre, firstB: number, edgeB: number): void {
  for (let i = 0; i < SIDE; i++) {
    const piece = a.edges[edgeA * SIDE + i]!;
    if (piece === 0) continue;
    for (let j = Math.max(0, i - 1); j <= Math.min(SIDE - 1, i + 1); j++) join(groups, firstA, piece, firstB, b.edges[edgeB * SIDE + j]!);
  }
}

function join(groups: Groups, firstA: number, pieceA: number, firstB: number, pieceB: number): void {
  if (pieceA !== 0 && pieceB !== 0) groups.join(firstA + pieceA - 1, firstB + pieceB - 1);
}

/** Sets of numbers from 0 that are joined two by two. */
class Groups {
  private readonly parents: number[] = [];

  /** Answers the first of so many new ones. */
  add(count: number): number {
    const first = this.parents.length;
    for (let i = 0; i < count; i++) this.parents.push(first + i);
    return first;
  }

  of(one: number): number {
    const { parents } = this;
    let root = one;
    while (parents[root] !== root) root = parents[root]!;
    for (let at = one; at !== root; ) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [x, y] = [this.of(a), this.of(b)];
    this.parents[Math.max(x, y)] = Math.min(x, y);
  }
}

/** The tiles of one patch, piece by piece. */
class Tiles {
  private readonly pieces: { tiles: Uint16Array; left: number; top: number }[] = [];
  private amount = 0;
  private count = 0;
  private sumX = 0;
  private sumY = 0;
  private readonly area: Area = [Infinity, Infinity, -Infinity, -Infinity];

  add(tiles: Uint16Array, left: number, top: number, amount: number): void {
    this.pieces.push({ tiles, left, top });
    this.amount += amount;
    this.count += tiles.length;
    const { area } = this;
    for (const tile of tiles) {
      const [x, y] = [left + (tile & 31), top + (tile >> 5)];
      this.sumX += x;
      this.sumY += y;
      if (x < area[0]) area[0] = x;
      if (y < area[1]) area[1] = y;
      if (x >= area[2]) area[2] = x + 1;
      if (y >= area[3]) area[3] = y + 1;
    }
  }

  patch(): Patch {
    const { amount, count, area } = this;
    return { amount, count, area, middle: [this.sumX / count + 0.5, this.sumY / count + 0.5], at: () => this.at() };
  }

  private at(): Position {
    const [mx, my] = [this.sumX / this.count, this.sumY / this.count];
    let at: Position = [0, 0];
    let least = Infinity;
    for (const { tiles, left, top } of this.pieces) {
      for (const tile of tiles) {
        const [x, y] = [left + (tile & 31), top + (tile >> 5)];
        const far = (x - mx) ** 2 + (y - my) ** 2;
        if (far < least || (far === least && (y + 0.5 < at[1] || (y + 0.5 === at[1] && x + 0.5 < at[0])))) {
          least = far;
          at = [x + 0.5, y + 0.5];
        }
      }
    }
    return at;
  }
}

function addWells({ slots, tiles, amounts }: Wells, { rx, ry }: RegionCensus, allowed: Uint8Array | null, points: number[]): void {
  slots.forEach((slot, i) => {
    if (allowed && !allowed[slot]) return;
    const [cx, cy] = chunkAt(rx, ry, slot, 0);
    points.push(cx * SIDE + (tiles[i]! & 31), cy * SIDE + (tiles[i]! >> 5), amounts[i]!);
  });
}

/** x, y, amount and so on, joined within reach; a grid of that width leaves nine squares to look in. */
function fieldsOf(points: readonly number[]): Patch[] {
  const groups = new Groups();
  groups.add(points.length / 3);
  const grid = new Map<string, number[]>();
  const square = (i: number): [number, number] => [Math.floor(points[i * 3]! / FIELD), Math.floor(points[i * 3 + 1]! / FIELD)];
  for (let i = 0; i * 3 < points.length; i++) {
    const [gx, gy] = square(i);
    for (let y = gy - 1; y <= gy + 1; y++)
      for (let x = gx - 1; x <= gx + 1; x++)
        for (const j of grid.get(`${x}.${y}`) ?? [])
          if (Math.hypot(points[i * 3]! - points[j * 3]!, points[i * 3 + 1]! - points[j * 3 + 1]!) <= FIELD) groups.join(i, j);
    const key = `${gx}.${gy}`;
    const list = grid.get(key);
    if (list) list.push(i);
    else grid.set(key, [i]);
  }
  const fields = new Map<number, Tiles>();
  for (let i = 0; i * 3 < points.length; i++) {
    const field = fields.get(groups.of(i)) ?? new Tiles();
    fields.set(groups.of(i), field);
    field.add(ONE, points[i * 3]!, points[i * 3 + 1]!, points[i * 3 + 2]!);
  }
  return [...fields.values()].map((field) => field.patch());
}

/** The tile at its own place. */
const ONE = new Uint16Array(1);
