/**
 * Kafkatorio's wire format, written from its description alone (its documentation and what is known of its 1.1 packets). Shares no
 * code with the reader, so that the two can only agree by both being right.
 */
import { deflateSync } from 'node:zlib';

type Json = Record<string, unknown>;
export type Form = 'encoded' | 'plain' | 'v0.9' | 'v0.8' | '2021';

/** One line, as Lua's print gives it. */
export function line(form: Form, tick: number, type: string, fields: Json): string {
  const prefix = form === '2021' ? '' : 'kafkatorio.packet.';
  const json = JSON.stringify({ data: { type: `${prefix}${type}`, ...fields }, modVersion: '0.10.1', tick });
  const packed = () => deflateSync(json).toString('base64');
  switch (form) {
    case 'encoded':
      return `KafkatorioPacket:::encoded:${packed()}`;
    case 'plain':
      return `KafkatorioPacket:::${json}`;
    case 'v0.9':
      return `KafkatorioPacket encoded::: ${packed()}`;
    case 'v0.8':
      return `KafkatorioPacket: ${json}`;
    case '2021':
      return `FactorioEvent: ${json}`;
  }
}

/** "CHUNK_032" tags a chunk position in its type system. */
export const chunk = (x: number, y: number): unknown[] => [x, y, 'CHUNK_032'];

/** {"x": {"y": value}} */
export function byXY<T>(cells: Iterable<[x: number, y: number, value: T]>): Record<string, Record<string, T>> {
  const columns: Record<string, Record<string, T>> = {};
  for (const [x, y, value] of cells) {
    columns[x] ??= {};
    columns[x][y] = value;
  }
  return columns;
}

export const tile = (name: string, color: readonly number[]): Json => ({
  ...{ type: 'kafkatorio.prototype.MapTile', protoId: `tile/${name}`, mapColour: [...color, 255], layer: 1 },
  ...{ collisionMasks: ['ground-tile'], order: 'a', canBeMined: false },
});

export interface EntityPrototype {
  type: string;
  name: string;
  friend?: readonly number[];
  enemy?: readonly number[];
  color?: readonly number[];
  /** Half width and half height of the collision box. */
  half: readonly [number, number];
  /** In tiles; absent for older versions, where the box tells. */
  size?: readonly [number, number];
}

export const entity = ({ type, name, friend, enemy, color, half: [w, h], size }: EntityPrototype): Json => ({
  ...{
    type: 'kafkatorio.prototype.Entity',
    protoId: `${type}/${name}`,
    group: 'production',
    subgroup: 'x',
    maxHealth: 300,
    isBuilding: true,
  },
  ...(color ? { mapColour: color.map((part) => part / 255).concat(1) } : {}),
  ...(friend ? { mapColourFriend: [...friend, 255] } : {}),
  ...(enemy ? { mapColourEnemy: [...enemy, 255] } : {}),
  collisionBox: { leftTop: [-w, -h], rightBottom: [w, h] },
  ...(size ? { tileWidth: size[0], tileHeight: size[1] } : {}),
});
