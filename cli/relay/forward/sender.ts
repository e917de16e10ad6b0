/** Sends a spool to a relay, over as many connections as it takes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CLOSE } from '../../../src/core/live/wire';
import { Session } from './session';
import type { Spool } from './spool';

export interface SenderOptions {
  /** ws: or wss:. */
  to: string;
  token: string;
  signal: AbortSignal;
  /** A line for the person, when something has changed. */
  say: (line: string) => void;
  /** Milliseconds before it is tried again: the first time, and at most. */
  backoff?: { first: number; most: number };
  /** Milliseconds without a word from the relay until the line counts as broken. */
  silence?: number;
}

const BACKOFF = { first: 500, most: 30_000 };
const SILENCE = 25_000;

/** Resolves when the signal says so. */
export async function sendSpool(spool: Spool, options: SenderOptions): Promise<void> {
  const { to, token, signal, say, backoff = BACKOFF, silence = SILENCE } = options;
  let wait = backoff.first;
  let said = '';
  while (!signal.aborted) {
    const session = new Session(spool, { to, token, silence, signal });
    session.onAgreed = (offset) => {
      wait = backoff.first;
      said = '';
      const lost = Math.max(0, spool.start - offset);
      if (lost > 0) say(`${size(lost)} are lost: they were dropped here before the relay had them.`);
      say(`Connected; ${size(spool.end - Math.max(offset, spool.start))} to be sent.`);
    };
    const { code, reason } = await session.run();
    if (signal.aborted) return;
    const words = wordsOf(code, reason);
    // Said once, not with every try.
    if (words !== said) say(`${words} What comes meanwhile is kept here; it is tried again.`);
    said = words;
    // Many that lost the same relay must not all come back in one moment.
    await sleep(wait * (0.75 + Math.random() / 2), null, { signal }).catch(() => {});
    wait = Math.min(backoff.most, wait * 2);
  }
}

function wordsOf(code: number, reason: string): string {
  if (code === CLOSE.badToken) return `The relay does not accept the token: ${reason}`;
  if (code === CLOSE.away) return 'The relay is being stopped.';
  return reason === '' ? 'The line to the relay is broken.' : `The relay is not reached, or has hung up: ${reason}`;
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
