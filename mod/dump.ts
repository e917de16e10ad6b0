/**
 * The runtime prototypes with their names in the game's language, as lines into this peer's log: a text in the game's
 * language can be neither escaped nor measured here, so each stands in a line of its own form [P11]. Counted, with an end
 * mark, some a tick.
 */
import type { LocalisedString } from 'factorio:runtime';
import { TEXT_MARKER } from '../src/core/packet/schema';
import { isLeft, spendPacket } from './budget';

/** As src/core/packet/text-line.ts reads them. */
const VERSION = 1;
const END = string.char(30);
const CHANNEL = 'prototype';
const LINE = 120;

interface Named {
  localised_name: LocalisedString;
}
type Table = LuaPairsIterable<string, Named>;

const KINDS: [kind: string, list: (this: void) => Table][] = [
  ['item', () => prototypes.item as unknown as Table],
  ['fluid', () => prototypes.fluid as unknown as Table],
  ['entity', () => prototypes.entity as unknown as Table],
  ['recipe', () => prototypes.recipe as unknown as Table],
  ['technology', () => prototypes.technology as unknown as Table],
  ['tile', () => prototypes.tile as unknown as Table],
  ['quality', () => prototypes.quality as unknown as Table],
  ['item-group', () => prototypes.item_group as unknown as Table],
];

interface Dump {
  kind: number;
  names: string[];
  at: number;
  count: number;
}
/** This peer's own: each writes to its own log. */
const running: { dump: Dump | undefined } = { dump: undefined };
declare const storage: { factoscope?: { seq: number; chain: number } };

export function beginDump(): void {
  running.dump = { kind: -1, names: [], at: 0, count: 0 };
}
export const isDumping = (): boolean => running.dump !== undefined;

function write(key: string, text: LocalisedString): void {
  const { seq, chain } = storage.factoscope ?? { seq: 0, chain: 0 };
  const head = string.format('%s%d:%.0f:%.0f:%.0f:%s:%s=', TEXT_MARKER, VERSION, seq, chain, game.tick, CHANNEL, key);
  log(['', head, text, END]);
  spendPacket(LINE, true);
}

export function dumpStep(): void {
  const { dump } = running;
  if (dump === undefined) return;
  while (isLeft(true)) {
    if (dump.at >= dump.names.length) {
      dump.kind += 1;
      const next = KINDS[dump.kind];
      if (next === undefined) {
        write('end', `${dump.count}`);
        running.dump = undefined;
        return;
      }
      dump.names = [];
      dump.at = 0;
      for (const [name] of next[1]()) dump.names.push(name);
      continue;
    }
    const [kind, list] = KINDS[dump.kind]!;
    const name = dump.names[dump.at]!;
    dump.at += 1;
    const prototype = (list() as unknown as Record<string, Named | undefined>)[name];
    if (prototype === undefined) continue;
    dump.count += 1;
    write(`${kind}/${name}`, prototype.localised_name);
  }
}
