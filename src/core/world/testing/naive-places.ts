/** The history of a place, and what stands, told from packets alone and without any regard to speed. */
import type { EntityState, Packet, SurfaceIndex, Tick } from '../../packet/schema';
import type { AuditKind, AuditQuestion, AuditRow } from '../place-types';
import type { Area } from '../types';

type Row = Omit<AuditRow, 'clock'>;
type Known = EntityState & { chunk: string };

export const placedAt = (packet: Packet): Tick => packet.key ?? packet.tick;
const chunkOf = (at: readonly [number, number]): string => `${Math.floor(at[0] / 32)}/${Math.floor(at[1] / 32)}`;
const keyOf = (entity: EntityState): string => `${chunkOf(entity.at)} ${entity.id ?? `${entity.name} ${entity.at}`}`;
const inside = ([x0, y0, x1, y1]: Area, [x, y]: readonly [number, number]): boolean => x >= x0 && x < x1 && y >= y0 && y < y1;

/** Those that concern one surface up to a tick, in the order in which they hold. */
function history(packets: readonly Packet[], surface: SurfaceIndex, until: Tick): Packet[] {
  return packets
    .filter((packet) => ('surface' in packet ? packet.surface === surface : packet.kind === 'surfaces') && placedAt(packet) <= until)
    .map((packet, i): [Packet, number] => [packet, i])
    .sort(([a, i], [b, j]) => placedAt(a) - placedAt(b) || i - j)
    .map(([packet]) => packet);
}

/** What events between a statement and its sample say first of a thing. */
function eventAfter(all: readonly Packet[], at: number, key: string): 'built' | 'changed' | 'removed' | undefined {
  const statement = all[at]!;
  for (const packet of all.slice(at + 1)) {
    if (placedAt(packet) > statement.tick) return undefined;
    if (packet.kind !== 'built' && packet.kind !== 'changed' && packet.kind !== 'removed') continue;
    if (packet.list.some((entity) => keyOf(entity) === key)) return packet.kind;
  }
  return undefined;
}

const plainRow = (tick: Tick, kind: AuditKind, entity: EntityState): Row => ({
  tick,
  kind,
  name: entity.name,
  at: entity.at,
  ...(entity.id === undefined ? {} : { id: entity.id }),
  ...(entity.force ? { force: entity.force } : {}),
});

function news(entity: EntityState, old: EntityState | undefined): Partial<Row> {
  return {
    ...((entity.recipe ?? '') === (old?.recipe ?? '') ? {} : { recipe: entity.recipe ?? '' }),
    ...((entity.dir ?? 0) === (old?.dir ?? 0) ? {} : { dir: entity.dir ?? 0 }),
    ...((entity.quality ?? '') === (old?.quality ?? '') ? {} : { quality: entity.quality ?? '' }),
  };
}

function kindOfChange(old: EntityState | undefined, entity: EntityState, how: string | undefined): AuditKind {
  if (!old) return how === 'rotated' || how === 'recipe' ? how : 'changed';
  if (`${old.at}` !== `${entity.at}`) return 'moved';
  if (old.name !== entity.name) return 'upgraded';
  if ((old.recipe ?? '') !== (entity.recipe ?? '')) return 'recipe';
  if ((old.dir ?? 0) !== (entity.dir ?? 0)) return 'rotated';
  return how === 'rotated' ? 'rotated' : 'changed';
}

/** All rows of an area, oldest first, whatever is asked of players, kinds and limit. */
export function naiveAudit(packets: readonly Packet[], { surface, area, until }: Pick<AuditQuestion, 'surface' | 'area' | 'until'>): Row[] {
  const all = history(packets, surface, Number.MAX_SAFE_INTEGER);
  const standing = new Map<string, Known>();
  const rows: Row[] = [];
  const clears = new Map<Tick, number>();
  const last = until ?? Number.MAX_SAFE_INTEGER;
  const clear = (tick: Tick, chunk: string | null): void => {
    for (const [key, entity] of [...standing]) {
      if (chunk !== null && entity.chunk !== chunk) continue;
      standing.delete(key);
      if (inside(area, entity.at)) clears.set(tick, (clears.get(tick) ?? 0) + 1);
    }
  };
  const unsay = (tick: Tick, which: (row: Row) => boolean): Row | undefined => {
    const at = rows.findLastIndex((row) => row.tick === tick && which(row));
    return at < 0 ? undefined : rows.splice(at, 1)[0];
  };
  all.forEach((packet, i) => {
    const tick = placedAt(packet);
    if (tick > last) return;
    switch (packet.kind) {
      case 'surfaces':
        if (packet.list.some(({ index, cleared, gone }) => index === surface && (cleared || gone))) clear(tick, null);
        return;
      case 'chunk-gone':
        clear(tick, packet.at.join('/'));
        return;
      case 'entities': {
        const chunk = packet.at.join('/');
        if (packet.merged && packet.at[0] * 32 < area[2] && packet.at[1] * 32 < area[3])
          if (packet.at[0] * 32 + 32 > area[0] && packet.at[1] * 32 + 32 > area[1])
            rows.push({ tick, kind: 'merged', name: '', at: [0, 0] });
        for (const entity of packet.list) {
          const key = keyOf(entity);
          const old = standing.get(key);
          const event = eventAfter(all, i, key);
          if (event === 'built' || (old && event)) continue;
          standing.set(key, { ...entity, chunk });
          if (!old) rows.push({ ...plainRow(tick, 'found', entity), ...news(entity, undefined), seen: true });
          else if (JSON.stringify([news(entity, old), entity.force ?? 0]) !== JSON.stringify([{}, old.force ?? 0]))
            rows.push({ ...plainRow(tick, kindOfChange(old, entity, undefined), entity), ...news(entity, old), seen: true });
        }
        if (!packet.whole) return;
        for (const [key, entity] of [...standing]) {
          const event = eventAfter(all, i, key);
          if (entity.chunk !== chunk || event === 'removed' || event === 'changed') continue;
          if (packet.list.some((one) => keyOf(one) === key)) continue;
          standing.delete(key);
          rows.push({ ...plainRow(tick, 'missing', entity), seen: true });
        }
        return;
      }
      case 'built':
        for (const entity of packet.list) {
          const key = keyOf(entity);
          if (standing.has(key))
            unsay(tick, (row) => row.kind === 'found' && row.id === entity.id && chunkOf(row.at) === chunkOf(entity.at));
          standing.set(key, { ...entity, chunk: chunkOf(entity.at) });
          const by = packet.by ? { by: packet.by } : {};
          if (packet.how === 'moved') rows.push({ ...plainRow(tick, 'moved', entity), ...by, ...news(entity, undefined) });
          else if (packet.how === 'upgraded') {
            const before = unsay(tick, (row) => row.kind === 'removed' && `${row.at}` === `${entity.at}`);
            rows.push({
              ...plainRow(tick, 'upgraded', entity),
              ...(before?.by ? { by: before.by } : {}),
              ...by,
              how: before?.how ?? 'upgraded',
              ...news(entity, undefined),
              ...(before && before.name !== entity.name ? { was: before.name } : {}),
            });
          } else
            rows.push({
              ...plainRow(tick, 'built', entity),
              ...by,
              ...(packet.how ? { how: packet.how } : {}),
              ...news(entity, undefined),
            });
        }
        return;
      case 'changed':
        for (const entity of packet.list) {
          const key = keyOf(entity);
          const old = standing.get(key);
          standing.set(key, { ...entity, chunk: chunkOf(entity.at) });
          const kind = kindOfChange(old, entity, packet.how);
          rows.push({
            ...plainRow(tick, kind, entity),
            ...(packet.by ? { by: packet.by } : {}),
            ...(packet.how ? { how: packet.how } : {}),
            ...news(entity, old),
            ...(!old && kind === 'rotated' ? { dir: entity.dir ?? 0 } : {}),
            ...(!old && kind === 'recipe' ? { recipe: entity.recipe ?? '' } : {}),
          });
        }
        return;
      case 'removed':
        for (const entity of packet.list) {
          standing.delete(keyOf(entity));
          unsay(tick, (row) => row.kind === 'missing' && row.id === entity.id && chunkOf(row.at) === chunkOf(entity.at));
          rows.push({
            ...plainRow(tick, packet.how === 'moved' ? 'moved' : packet.how === 'died' ? 'died' : 'removed', entity),
            ...(packet.by ? { by: packet.by } : {}),
            ...(packet.cause ? { cause: packet.cause } : {}),
            ...(packet.how === 'moved' ? { away: true as const } : packet.how ? { how: packet.how } : {}),
          });
        }
        return;
    }
  });
  const here = rows.filter((row) => row.kind === 'merged' || inside(area, row.at));
  const cleared = [...clears].map(([tick, count]): Row => ({ tick, kind: 'missing', name: '', at: [0, 0], seen: true, cleared: count }));
  return [...joinedMoves(here), ...cleared].sort((a, b) => a.tick - b.tick);
}

/** Both ends of a move in the area are one row. */
function joinedMoves(rows: Row[]): Row[] {
  const left = [...rows];
  for (const row of rows) {
    if (row.kind !== 'moved' || row.away || row.seen) continue;
    const at = left.findIndex((other) => other.away && other.tick === row.tick && other.id === row.id);
    if (at < 0) continue;
    row.from = left[at]!.at;
    left.splice(at, 1);
  }
  return left;
}

/** What stands on a surface at a tick. */
export function naiveStanding(packets: readonly Packet[], surface: SurfaceIndex, tick: Tick): EntityState[] {
  const all = history(packets, surface, Number.MAX_SAFE_INTEGER);
  const standing = new Map<string, EntityState>();
  all.forEach((packet, i) => {
    if (placedAt(packet) > tick) return;
    if (packet.kind === 'surfaces' && packet.list.some(({ index, cleared, gone }) => index === surface && (cleared || gone)))
      standing.clear();
    if (packet.kind === 'chunk-gone')
      for (const [key, entity] of [...standing]) if (chunkOf(entity.at) === packet.at.join('/')) standing.delete(key);
    if (packet.kind === 'built' || packet.kind === 'changed') for (const entity of packet.list) standing.set(keyOf(entity), entity);
    if (packet.kind === 'removed') for (const entity of packet.list) standing.delete(keyOf(entity));
    if (packet.kind !== 'entities') return;
    for (const [key, entity] of [...standing]) {
      const event = eventAfter(all, i, key);
      if (packet.whole && chunkOf(entity.at) === packet.at.join('/') && event !== 'removed' && event !== 'changed') {
        if (!packet.list.some((one) => keyOf(one) === key)) standing.delete(key);
      }
    }
    for (const entity of packet.list) {
      const event = eventAfter(all, i, keyOf(entity));
      if (event === 'built' || (event && standing.has(keyOf(entity)))) continue;
      standing.set(keyOf(entity), entity);
    }
  });
  return [...standing.values()];
}
