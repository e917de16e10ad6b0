/**
 * Deposits of a region, joined to pieces within each chunk; pieces of neighbouring chunks are joined when they are asked for,
 * so that what a force has not charted is left out, and a region that changes leaves the others as they are.
 */
import type { Tables } from './tables';
import { type ChunkThings, depositOf } from './thing-codec';

/** Tiles along a chunk's side, and of all of it. */
const SIDE = 32;
const TILES = SIDE * SIDE;

/** One kind of ore in one chunk. */
export interface ChunkOre {
  /** Name number. */
  name: number;
  slot: number;
  /** Of each piece, from 0: where its tiles begin; one more for the end. */
  starts: Uint16Array;
  /** Tiles in the chunk, y · 32 + x. */
  tiles: Uint16Array;
  amounts: Float64Array;
  /** Piece + 1 along each edge, 0: none: north, south, west, east, 32 each. */
  edges: Uint16Array;
}

/** Deposits larger than a tile, which stand apart: oil. */
export interface Wells {
  name: number;
  /** Tiles in the region's chunks. */
  slots: Uint8Array;
  tiles: Uint16Array;
  amounts: Float64Array;
}

export interface RegionOre {
  chunks: ChunkOre[];
  wells: Wells[];
  bytes: number;
}

export function oresOf(things: ReadonlyMap<number, ChunkThings>, tables: Tables): RegionOre {
  const chunks: ChunkOre[] = [];
  const wells = new Map<number, [slot: number, tile: number, amount: number][]>();
  let bytes = 0;
  for (const [slot, { deposits }] of things) {
    const byName = new Map<number, Map<number, number>>();
    for (const [key, amount] of deposits) {
      const { name, tile } = depositOf(key);
      const tiles = byName.get(name);
      if (tiles) tiles.set(tile, amount);
      else byName.set(name, new Map([[tile, amount]]));
    }
    for (const [name, tiles] of byName) {
      if (isWell(name, tables)) {
        const list = wells.get(name) ?? [];
        wells.set(name, list);
        for (const [tile, amount] of tiles) list.push([slot, tile, amount]);
      } else {
        const ore = piecesOf(name, slot, tiles);
        chunks.push(ore);
        bytes += ore.tiles.length * 2 + ore.starts.length * 10 + ore.edges.byteLength + 400;
      }
    }
  }
  const columns = [...wells].map(([name, list]): Wells => {
    bytes += list.length * 11 + 300;
    return {
      name,
      slots: Uint8Array.from(list, ([slot]) => slot),
      tiles: Uint16Array.from(list, ([, tile]) => tile),
      amounts: Float64Array.from(list, ([, , amount]) => amount),
    };
  });
  return { chunks, wells: columns, bytes };
}

function isWell(name: number, tables: Tables): boolean {
  const size = tables.prototype(tables.name(name))?.size;
  return size !== undefined && Math.max(...size) > 1.5;
}

/** Flood fill over the eight neighbours of each tile. */
function piecesOf(name: number, slot: number, amounts: ReadonlyMap<number, number>): ChunkOre {
  const piece = new Uint16Array(TILES);
  const tiles = new Uint16Array(amounts.size);
  const starts: number[] = [];
  const sums: number[] = [];
  let end = 0;
  for (const first of amounts.keys()) {
    if (piece[first] !== 0) continue;
    starts.push(end);
    const number = starts.length;
    let sum = 0;
    piece[first] = number;
    tiles[end++] = first;
    // What is found and not yet looked around from lies between `at` and `end`.
    for (let at = starts[number - 1]!; at < end; at++) {
      const tile = tiles[at]!;
      sum += amounts.get(tile)!;
      const [x, y] = [tile & 31, tile >> 5];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(31, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(31, x + 1); nx++) {
          const next = ny * SIDE + nx;
          if (piece[next] !== 0 || !amounts.has(next)) continue;
          piece[next] = number;
          tiles[end++] = next;
        }
      }
    }
    sums.push(sum);
  }
  const edges = new Uint16Array(4 * SIDE);
  for (let i = 0; i < SIDE; i++) {
    edges[i] = piece[i]!;
    edges[SIDE + i] = piece[31 * SIDE + i]!;
    edges[2 * SIDE + i] = piece[i * SIDE]!;
    edges[3 * SIDE + i] = piece[i * SIDE + 31]!;
  }
  return { name, slot, starts: Uint16Array.from([...starts, end]), tiles, amounts: Float64Array.from(sums), edges };
}
