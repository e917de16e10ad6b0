/** What a relay says of itself: it is anybody's, so each word is looked at. */
import type { ServerInfo, Welcome } from '../../core/live/wire';
import { SERVER_ID } from './server-id';

const MOST_SERVERS = 500;
const MAX_NAME = 100;
const STATES = ['live', 'quiet', 'waiting'] as const;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown, most = MAX_NAME): string | null => (typeof value === 'string' && value !== '' ? value.slice(0, most) : null);
const count = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null;
const texts = (value: unknown): string[] | null =>
  Array.isArray(value)
    ? value
        .filter((one) => typeof one === 'string')
        .slice(0, 50)
        .map((one: string) => one.slice(0, MAX_NAME))
    : null;

export function readServer(value: unknown): ServerInfo | null {
  if (!isFields(value) || typeof value.id !== 'string' || !SERVER_ID.test(value.id)) return null;
  return {
    id: value.id,
    name: text(value.name) ?? value.id,
    world: text(value.world),
    tick: count(value.tick),
    heard: count(value.heard),
    online: count(value.online) ?? 0,
    watchers: count(value.watchers) ?? 0,
    state: STATES.find((state) => state === value.state) ?? 'waiting',
  };
}

/** null: that is no list of servers. */
export function readServers(value: unknown): ServerInfo[] | null {
  const list = isFields(value) ? value.servers : value;
  return Array.isArray(list) ? list.slice(0, MOST_SERVERS).flatMap((one) => readServer(one) ?? []) : null;
}

export function readWelcome(message: string): Welcome | null {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    return null;
  }
  if (!isFields(value) || value.type !== 'welcome') return null;
  const server = readServer(value.server);
  const v = count(value.v);
  if (server === null || v === null) return null;
  const { thin } = value;
  return {
    type: 'welcome',
    v,
    server,
    thin: isFields(thin)
      ? { force: text(thin.force), surfaces: texts(thin.surfaces), kinds: texts(thin.kinds), chat: thin.chat === true }
      : null,
    resumed: value.resumed === true,
  };
}
