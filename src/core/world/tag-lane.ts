/**
 * Tags alone, packet by packet as they came, beside the journal: whoever asks what happened to them must not read the
 * positions of all players. Read from the beginning, since there are few.
 */
import type { Packet, SurfacesPacket, TagsPacket, Tick } from '../packet/schema';
import { type Placed, placedEntry } from './journal';
import type { Lanes } from './lanes';
import { entryValue } from './record';

const ADDRESS = { lane: 'tags', level: 0, rx: 0, ry: 0 };
const decoder = new TextDecoder();
const nothing = new Uint8Array(0);

/** Tags, and the end of surfaces, with which theirs go. */
export type TagPacket = TagsPacket | SurfacesPacket;

export function tellsOfTags(packet: Packet): packet is TagPacket {
  return packet.kind === 'tags' || (packet.kind === 'surfaces' && packet.list.some((surface) => surface.gone));
}

export async function changeTags(lanes: Lanes, packets: readonly Placed<TagPacket>[]): Promise<void> {
  const entries = packets.map(placedEntry).sort((a, b) => a.tick - b.tick);
  await lanes.merge(ADDRESS, entries, new Set(), () => nothing);
}

/** All packets of one unit that hold from this tick at the latest, in order. */
export async function* tagPackets(lanes: Lanes, until: Tick): AsyncGenerator<{ tick: Tick; packet: TagPacket }> {
  for await (const record of lanes.upTo(ADDRESS, until))
    for (let i = 0; i < record.entryTick.length && record.entryTick[i]! <= until; i++)
      yield { tick: record.entryTick[i]!, packet: JSON.parse(decoder.decode(entryValue(record, i))) as TagPacket };
}
