/**
 * What may still be done in this tick. What goes into the chain spends first and must do so alike on every peer, so what a
 * peer does for its own log alone takes the rest and is never looked at by the other.
 */
import type { Packet } from '../src/core/packet/schema';
import { options } from './options';

interface Spent {
  packets: number;
  characters: number;
  calls: number;
}
const chained: Spent = { packets: 0, characters: 0, calls: 0 };
const local: Spent = { packets: 0, characters: 0, calls: 0 };

export function beginTick(): void {
  for (const spent of [chained, local]) {
    spent.packets = 0;
    spent.characters = 0;
    spent.calls = 0;
  }
}

export function spendCalls(calls: number, isLocal: boolean): void {
  const spent = isLocal ? local : chained;
  spent.calls += calls;
}
export function spendPacket(characters: number, isLocal: boolean): void {
  const spent = isLocal ? local : chained;
  spent.packets += 1;
  spent.characters += characters;
}

/** Whether anything more may be begun; what is begun may overrun by its own size. */
export function isLeft(isLocal: boolean): boolean {
  const { packets, characters, calls } = options();
  const own = isLocal ? local : chained;
  const also = isLocal ? chained.packets : 0;
  return (
    own.packets + also < packets &&
    own.characters + (isLocal ? chained.characters : 0) < characters &&
    own.calls + (isLocal ? chained.calls : 0) < calls
  );
}

const ENTITY = 80;
const NUMBER = 6;
const NAME = 30;
const FIELDS = 60;

const listed = (list: readonly unknown[], each: number): number => FIELDS + list.length * each;

/** Roughly the characters of a packet's JSON, without writing it. */
export function weightOf(packet: Packet): number {
  switch (packet.kind) {
    case 'entities':
    case 'built':
    case 'changed':
    case 'removed':
      return listed(packet.list, ENTITY);
    case 'tiles':
      return listed(packet.names, NAME) + listed(packet.runs ?? packet.set ?? [], NUMBER / 2);
    case 'chart':
      return FIELDS + (packet.px === undefined ? 0 : packet.px.length);
    case 'resources': {
      let weight = FIELDS;
      for (const [, list] of pairs(packet.amounts)) weight += NAME + list.length * NUMBER;
      return weight;
    }
    case 'players':
    case 'tags':
    case 'stops':
    case 'surfaces':
    case 'forces':
      return listed(packet.list, ENTITY);
    case 'prototypes':
      return countOf(packet.tiles, NAME + 20) + countOf(packet.entities, ENTITY);
    case 'statistics':
      return FIELDS + countOf(packet.produced, NAME) + countOf(packet.consumed, NAME) + countOf(packet.kills, NAME);
    case 'chat':
      return FIELDS + packet.text.length;
    case 'channel':
      return FIELDS + helpers.table_to_json([packet.data] as unknown as Parameters<typeof helpers.table_to_json>[0]).length;
    default:
      return 2 * FIELDS;
  }
}

function countOf(record: object | undefined, each: number): number {
  let weight = FIELDS;
  if (record !== undefined) for (const [_] of pairs(record)) weight += each;
  return weight;
}
