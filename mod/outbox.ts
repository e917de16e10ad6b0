/**
 * Packets on their way into lines. Those of a second share lines, which pack a crowd of like packets to a fifth; the chained
 * ones wait in the save, so that nothing is lost when it is loaded again, a peer's own in a local.
 */
import type { Packet } from '../src/core/packet/schema';
import { spendPacket, weightOf } from './budget';
import { emit, emitLocal } from './emit';
import { options } from './options';
import { hasState, state } from './state';

/** Takes packets of one of the two kinds of lines. */
export interface Sink {
  local: boolean;
  push(this: void, packet: Packet): void;
}

/** Characters of JSON from which on lines are written at once. */
const FULL = 8000;

const own: { packets: Packet[]; weight: number; since: number } = { packets: [], weight: 0, since: 0 };

export const chained: Sink = {
  local: false,
  push: (packet) => {
    const { outbox, counts } = state();
    const weight = weightOf(packet);
    spendPacket(weight, false);
    if (outbox.packets.length === 0) outbox.since = game.tick;
    outbox.packets.push(packet);
    outbox.weight += weight;
    counts.packets += 1;
  },
};

export const local: Sink = {
  local: true,
  push: (packet) => {
    const weight = weightOf(packet);
    spendPacket(weight, true);
    if (own.packets.length === 0) own.since = game.tick;
    own.packets.push(packet);
    own.weight += weight;
  },
};

const isDue = (box: { packets: Packet[]; weight: number; since: number }, now: number): boolean =>
  box.packets.length > 0 && (box.weight >= FULL || now >= box.since + options().lines);

/** At the end of a tick: the chained ones first, since local lines name the last chained one [P8]. */
export function writeLines(now: number, all = false): void {
  if (hasState()) {
    const { outbox } = state();
    if (isDue(outbox, now) || (all && outbox.packets.length > 0)) {
      const { packets } = outbox;
      state().outbox = { packets: [], weight: 0, since: now };
      emit(packets);
    }
  }
  if (!isDue(own, now) && !(all && own.packets.length > 0)) return;
  const { packets } = own;
  own.packets = [];
  own.weight = 0;
  emitLocal(packets);
}
