import type { ServerInfo } from '../../core/live/wire';
import { readServers } from './welcome';

const PATIENCE = 15_000;
/** A list is names and numbers. */
const MAX_TEXT = 1_000_000;

/** The servers of a relay; null: it does not answer, does not let this site in, or is none: browsers do not say which. */
export async function serversOf(relay: string, signal?: AbortSignal): Promise<ServerInfo[] | null> {
  const late = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(new URL('api/servers', relay), {
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    const text = response.ok ? await response.text() : '';
    return text === '' || text.length > MAX_TEXT ? null : readServers(JSON.parse(text));
  } catch {
    return null;
  }
}
