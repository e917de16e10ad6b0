/** What positions of watchers are of: a log, and a view of it. */
import { createHash } from 'node:crypto';
import { type LiveView, viewKey } from '../../../src/core/live/view';

/** Names of many kinds are longer than an epoch may be. */
const LONGEST = 24;

export function epochOf(log: string, view: LiveView): string {
  const key = viewKey(view);
  return `${log}.${key.length <= LONGEST ? key : createHash('sha256').update(key).digest('hex').slice(0, LONGEST)}`;
}
