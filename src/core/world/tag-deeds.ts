/** What happened to the tags of one surface: told from their own packets, branch over branch. */
import type { ForceIndex, SurfaceIndex, TagState, Tick } from '../packet/schema';
import type { AuditRow } from './place-types';
import { type TagPacket, tagPackets } from './tag-lane';
import type { Unit } from './unit';

/** One a tag, where it lies; the caller asks whether that is in its area. Those of a force, or of all. */
export async function tellTags(
  unit: Unit,
  surface: SurfaceIndex,
  force: ForceIndex | null,
  until: Tick,
  tell: (row: AuditRow) => void,
): Promise<void> {
  const known = new Map<string, TagState>();
  for (const layer of unit.layers(until)) {
    const packets: { tick: Tick; packet: TagPacket }[] = [];
    for await (const one of tagPackets(layer.unit.lanes, Number.MAX_SAFE_INTEGER)) if (concerns(one.packet, surface)) packets.push(one);
    packets.forEach(({ tick, packet }, i) => {
      // What is later than the layer may still say what a keyframe's list need not.
      if (tick > layer.tick) return;
      if (packet.kind === 'surfaces') known.clear();
      else follow(known, tick, packet, packets, i, force, tell);
    });
  }
}

const concerns = (packet: TagPacket, surface: SurfaceIndex): boolean =>
  packet.kind === 'tags' ? packet.surface === surface : packet.list.some(({ index, gone }) => gone && index === surface);

function follow(
  known: Map<string, TagState>,
  tick: Tick,
  packet: Extract<TagPacket, { kind: 'tags' }>,
  packets: readonly { tick: Tick; packet: TagPacket }[],
  at: number,
  only: ForceIndex | null,
  tell: (row: AuditRow) => void,
): void {
  const { force } = packet;
  const stated = packet.whole === true || packet.key !== undefined;
  const say = (kind: 'tagged' | 'untagged', tag: TagState): void => {
    if (!tag.at || (only !== null && only !== force)) return;
    tell({
      tick,
      clock: null,
      kind,
      name: tag.text ?? '',
      at: tag.at,
      id: tag.id,
      force,
      ...(kind === 'tagged' && tag.by ? { by: tag.by } : {}),
      ...(stated ? { seen: true as const } : {}),
    });
  };
  const later = stated ? laterTags(packets, at, packet.tick, force) : new Set<number>();
  const listed = new Set<string>();
  for (const { gone, ...tag } of packet.list) {
    const key = `${force}/${tag.id}`;
    listed.add(key);
    if (later.has(tag.id)) continue;
    const old = known.get(key);
    if (gone) {
      known.delete(key);
      if (old) say('untagged', old);
      continue;
    }
    const now = { ...old, ...tag };
    known.set(key, now);
    if (!stated || !old || differs(old, now)) say('tagged', now);
  }
  if (!packet.whole) return;
  for (const [key, tag] of known) {
    if (!key.startsWith(`${force}/`) || listed.has(key) || later.has(tag.id)) continue;
    known.delete(key);
    say('untagged', tag);
  }
}

/** Tags of which an event up to a keyframe's sample tells [P16]. */
function laterTags(packets: readonly { tick: Tick; packet: TagPacket }[], at: number, sampled: Tick, force: ForceIndex): Set<number> {
  const later = new Set<number>();
  for (let i = at + 1; i < packets.length && packets[i]!.tick <= sampled; i++) {
    const { packet } = packets[i]!;
    if (packet.kind === 'tags' && packet.force === force && !packet.whole && packet.key === undefined)
      for (const { id } of packet.list) later.add(id);
  }
  return later;
}

const differs = (a: TagState, b: TagState): boolean => a.text !== b.text || a.icon !== b.icon || `${a.at}` !== `${b.at}`;
