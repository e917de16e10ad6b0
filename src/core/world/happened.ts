/** Which events the timeline counts, and as what. What a statement restates is no event [P16]. */
import type { Packet, Tick } from '../packet/schema';
import { isText } from '../packet/text-line';
import type { ToldRow } from './story';
import { EVENT_GROUPS, type EventGroup } from './timeline-types';

export const GROUP = Object.fromEntries(EVENT_GROUPS.map((group, i) => [group, i])) as Record<EventGroup, number>;

export interface Happened {
  tick: Tick;
  group: number;
  count: number;
}

/** null: nothing that the timeline shows. */
export function happenedIn(packet: Packet): Happened | null {
  const event = (group: EventGroup, count = 1): Happened => ({ tick: packet.tick, group: GROUP[group], count });
  switch (packet.kind) {
    case 'built':
    case 'changed':
    case 'removed':
      return packet.list.length > 0 ? event('building', packet.list.length) : null;
    case 'tiles':
      return packet.set !== undefined && packet.key === undefined
        ? event('building', Math.max(1, Math.floor(packet.set.length / 3)))
        : null;
    case 'chart':
      return packet.key === undefined ? event('charting') : null;
    case 'chat':
    case 'command':
      return event('chat');
    case 'death':
      return event('deaths');
    case 'join':
    case 'leave':
    case 'kick':
    case 'ban':
      return event('players');
    case 'research':
      return packet.state === 'finished' && packet.key === undefined ? event('research') : null;
    case 'rocket':
      return packet.total === undefined ? event('other') : null;
    case 'config':
      return packet.key === undefined ? event('other') : null;
    case 'channel':
      return isText(packet.name) ? null : event('other');
    case 'tags':
      return packet.key === undefined && packet.whole === undefined ? event('other', packet.list.length) : null;
    case 'players':
      return packet.key === undefined && packet.list.some(({ at }) => at !== undefined) ? event('moving') : null;
    default:
      return null;
  }
}

const OF_ROWS: ReadonlyMap<string, EventGroup> = new Map<string, EventGroup>([
  ['chat', 'chat'],
  ['command', 'chat'],
  ['death', 'deaths'],
  ['join', 'players'],
  ['leave', 'players'],
  ['kick', 'players'],
  ['ban', 'players'],
  ['research', 'research'],
  ['rocket', 'other'],
  ['error', 'other'],
]);

/** Of a row of the console, which may tell what packets tell too. */
export function happenedAs(row: ToldRow): Happened | null {
  const group = OF_ROWS.get(row.type);
  return group === undefined || row.tick === null ? null : { tick: row.tick, group: GROUP[group], count: 1 };
}
