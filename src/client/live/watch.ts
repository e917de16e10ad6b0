/** Watching one server of a relay: what it sends goes into the store, and what became of the connection is told. */
import type { ServerInfo, Welcome } from '../../core/live/wire';
import type { Problem } from '../../core/result';
import type { Fed, FeedPart, FeedPlace, FeedSource } from '../../worker-api/feed-api';
import { socketAddress } from './address';
import { waitAfter } from './backoff';
import { connect, type Ended } from './connection';
import { FrameQueue } from './queue';
import { inTurn, pause } from './turn';

/** Why it does not go on: the connection's reasons, and the store's. */
export type Why = Ended | 'offline' | 'store-full' | 'store-failed' | 'left';

export type LiveStatus =
  | { at: 'connecting' }
  /** The latest state is on its way: so much of it is stored. `total` is null where the relay does not say. */
  | { at: 'catching-up'; done: number; total: number | null }
  | { at: 'live' }
  /** It tries again by itself at `until` (ms since 1970). */
  | { at: 'waiting'; why: Why; until: number }
  /** Another tab watches: what that one stores is seen here too. */
  | { at: 'elsewhere' }
  | { at: 'stopped'; why: Why };

export interface LiveNow {
  status: LiveStatus;
  server: ServerInfo | null;
  thin: Welcome['thin'];
  /** When what is not stored yet began to come (ms since 1970); null: all is stored. */
  behindSince: number | null;
  /** When the last line came; null: none has. */
  heard: number | null;
}

export interface LiveServices {
  feed(part: Omit<FeedPart, 'by'>, lines: Uint8Array): Promise<Fed>;
  feeds(): Promise<FeedPlace[]>;
  onFed(fed: Fed): void;
  onNow(now: LiveNow): void;
}

/** Between two parts that are stored (ms): a person sees no more pictures than that, and each costs. */
const EVERY = 250;
/** What is left is settled when nothing has come for so long (ms). */
const QUIET = 1_500;
/** When so much waits, the store is slower than the wire: the connection is given up, and gone on with when there is room (bytes). */
const MOST_WAITING = 16 * 1024 * 1024;
/** A connection that held so long (ms) was none of those that fail. */
const HELD = 10_000;
/** Only a person can change these. */
const FINAL: ReadonlySet<Why> = new Set<Why>(['bad-token', 'no-server', 'too-new', 'no-relay', 'store-full', 'store-failed', 'left']);

export interface Watching {
  /** Ends it; resolves when what came is stored. */
  leave(): Promise<void>;
  /** Does not wait any longer. */
  now(): void;
}

export function watch(source: FeedSource, token: string | null, services: LiveServices): Watching {
  const left = new AbortController();
  const now: LiveNow = { status: { at: 'connecting' }, server: null, thin: null, behindSince: null, heard: null };
  let wake = () => {};
  const tell = (change: Partial<LiveNow>) => services.onNow(Object.assign(now, change) && { ...now });

  /** One connection, and the storing of what came by it. */
  async function session(): Promise<{ why: Why; held: boolean }> {
    const place = (await services.feeds()).find((one) => one.source.relay === source.relay && one.source.server === source.server);
    const queue = new FrameQueue(place?.position ?? null);
    const began = Date.now();
    let ended: Why | null = null;
    let full = false;
    let more = () => {};
    let total: number | null = null;
    let stored = 0;

    const close = connect(
      { address: socketAddress(source.relay, source.server), token, from: place?.position ?? null },
      {
        welcomed(welcome) {
          source.name = welcome.server.name;
          total = null;
          tell({
            server: welcome.server,
            thin: welcome.thin,
            status: welcome.resumed ? { at: 'live' } : { at: 'catching-up', done: 0, total },
          });
        },
        frame(head, lines) {
          if (full) return;
          if (head.what === 'state' && head.first) {
            total = head.bytes ?? null;
            stored = 0;
          }
          if (lines.length === 0 && head.what === 'lines') return;
          queue.push(head, lines, Date.now());
          tell({ behindSince: queue.waitsSince, ...(head.what === 'lines' ? { heard: Date.now() } : {}) });
          if (queue.size > MOST_WAITING) {
            full = true;
            close();
          }
          more();
        },
        ended(why) {
          ended ??= why;
          more();
        },
      },
    );
    const stop = () => {
      ended ??= 'left';
      close();
    };
    left.signal.addEventListener('abort', stop, { once: true });
    if (left.signal.aborted) stop();

    /** Waits for a frame, the end, or so many ms. */
    const wait = (ms: number | null) =>
      new Promise<void>((resolve) => {
        const timer = ms === null ? undefined : setTimeout(resolve, ms);
        more = () => {
          clearTimeout(timer);
          resolve();
        };
      }).finally(() => {
        more = () => {};
      });

    let settled = true;
    let position = place?.position ?? null;
    try {
      for (;;) {
        const batch = queue.take();
        if (batch === null) {
          if (!settled && ended === null) await wait(QUIET);
          if (queue.size > 0) continue;
          if (!settled) {
            services.onFed(await services.feed({ source, from: position, position, begins: false, ends: true }, new Uint8Array()));
            settled = true;
          } else if (ended !== null) break;
          else await wait(null);
          continue;
        }
        const began = Date.now();
        const { lines, came: _, ...part } = batch;
        const { length } = lines;
        const fed = await services.feed({ source, ...part, ends: false }, lines);
        settled = false;
        position = part.position;
        services.onFed(fed);
        if (fed.full) return { why: 'store-full', held: true };
        stored += length;
        const status: LiveStatus = part.position === null ? { at: 'catching-up', done: stored, total } : { at: 'live' };
        tell({ behindSince: queue.waitsSince, ...(ended === null ? { status } : {}) });
        // Together with what comes meanwhile; a keyframe as fast as it comes.
        if (part.position !== null && ended === null) await wait(Math.max(0, EVERY - (Date.now() - began)));
        while (ended === null && queue.size > 0 && part.position !== null && Date.now() - began < EVERY)
          await wait(EVERY - (Date.now() - began));
      }
      const why: Why = full ? 'closed' : (ended ?? 'lost');
      return { why, held: full || Date.now() - began > HELD };
    } catch (error) {
      const { code } = error as Partial<Problem>;
      // Another tab has stored something, or the worker has died: from what is stored it goes on.
      if (code === 'feed-behind' || code === 'worker-died')
        return { why: left.signal.aborted ? 'left' : 'closed', held: code === 'feed-behind' };
      console.warn(error);
      return { why: 'store-failed', held: false };
    } finally {
      left.signal.removeEventListener('abort', stop);
      close();
      tell({ behindSince: null });
    }
  }

  async function run(): Promise<void> {
    let failures = 0;
    for (;;) {
      tell({ status: { at: 'connecting' } });
      const { why, held } = await session().catch((error): { why: Why; held: boolean } => {
        console.warn(error);
        return { why: (error as Partial<Problem>).code === 'worker-died' ? 'closed' : 'store-failed', held: false };
      });
      if (left.signal.aborted) return tell({ status: { at: 'stopped', why: 'left' } });
      if (FINAL.has(why)) return tell({ status: { at: 'stopped', why } });
      failures = held ? 0 : failures + 1;
      // What this page has given up itself it takes up again.
      if (why === 'closed' && held) continue;
      await rest(why, waitAfter(Math.max(0, failures - 1)));
    }
  }

  /** Until it is worth to try again. */
  async function rest(why: Why, ms: number): Promise<void> {
    const offline = navigator.onLine === false;
    tell({ status: { at: 'waiting', why: offline ? 'offline' : why, until: Date.now() + ms } });
    const over = new AbortController();
    wake = () => over.abort();
    const seen = () => document.visibilityState === 'visible' && wake();
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', seen);
    left.signal.addEventListener('abort', wake, { once: true });
    await pause(ms, over.signal).catch(() => {});
    removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', seen);
    left.signal.removeEventListener('abort', wake);
    wake = () => {};
  }

  const done = inTurn(`${source.relay} ${source.server}`, left.signal, () => tell({ status: { at: 'elsewhere' } }), run).catch((error) => {
    if (!left.signal.aborted) throw error;
    tell({ status: { at: 'stopped', why: 'left' } });
  });
  return {
    leave() {
      left.abort();
      return done;
    },
    now: () => wake(),
  };
}
