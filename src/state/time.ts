import { batch, computed, effect, signal, untracked } from '@preact/signals';
import type { Tick } from '../core/packet/schema';
import type { EventGroup, Timeline } from '../core/world/timeline-types';
import type { Span, View } from '../core/world/types';
import type { Activity } from './activity';
import { answering } from './answer';
import type { Client } from './client';
import type { MapState } from './map';
import { afterIdle } from './timeline-read';

/** Times as fast as the game: real time to a day a minute. */
export const SPEEDS = [1, 4, 10, 60, 240, 600, 1440] as const;
export type Speed = (typeof SPEEDS)[number];

const TICKS_PER_MS = 60 / 1000;
/** Until somebody chooses, a film takes about this long. */
const FILM_MS = 90_000;
/** What is listed beside the map follows what moves this often, and its picture this often. */
const LISTS_MS = 250;
const PICTURE_MS = 100;
/** Slower than this there is seldom anything new to paint: the picture comes with the lists. */
const SLOW: Speed = 60;
/** A frame that came later than this (a tab that was hidden) makes no leap of the film. */
const LONGEST_FRAME_MS = 250;
/** At what "the event after" stops: what is charted goes on all the time. */
const STOPS: EventGroup[] = ['building', 'chat', 'deaths', 'players', 'research', 'other'];
/** So many presses of "the event after" may wait for their answers. */
const STEPS_WAITING = 8;

/** Where frames come from; another one in tests. */
export interface Frames {
  now(): number;
  next(run: () => void): void;
}
const browserFrames: Frames = { now: () => performance.now(), next: (run) => void requestAnimationFrame(run) };

/**
 * The moment that is shown, and the film. `map.tick` is where it rests (and what the address says), null for the latest; while
 * it moves (played, or dragged) `tick` runs ahead of it frame by frame, and `listed` and `pictured` follow more slowly.
 */
export function createTime(client: Client, activity: Activity, map: MapState, frames: Frames = browserFrames) {
  const playing = signal(false);
  /** Held by a finger or pointer: play waits until it lets go. */
  const held = signal(false);
  const speedChoice = signal<Speed | null>(null);
  const skipIdle = signal(false);
  /** What part of the time the track shows; null: all. */
  const zoom = signal<Span | null>(null);
  /** Where it is while it moves; null: at rest. */
  const head = signal<number | null>(null);
  const slowly = signal<{ listed: Tick; pictured: Tick } | null>(null);

  const answer = answering<{ world: string; branch: string }, Timeline>(
    activity,
    () => {
      const info = map.info.value;
      const branch = map.branch.value;
      if (info === null || branch === null) return null;
      return { subject: JSON.stringify([info.id, branch]), detail: String(info.version), ask: { world: info.id, branch } };
    },
    ({ world, branch }, abort) => client.raster.timeline(world, branch, abort),
  );
  const timeline = answer.value;
  /** First and last tick there is; null: no time is known. */
  const span = computed<Span | null>(() => {
    const told = timeline.value?.ticks;
    if (told !== null && told !== undefined) return told;
    return map.info.value?.branches.find(({ id }) => id === map.branch.value)?.ticks ?? null;
  });
  const speed = computed<Speed>(() => {
    if (speedChoice.value !== null) return speedChoice.value;
    const [first, last] = span.value ?? [0, 0];
    return SPEEDS.find((one) => last - first <= one * TICKS_PER_MS * FILM_MS) ?? 1440;
  });

  const tick = computed<Tick | null>(() => (head.value === null ? map.tick.value : Math.floor(head.value)));
  const listed = computed<Tick | null>(() => (head.value === null ? map.tick.value : (slowly.value?.listed ?? null)));
  const pictured = computed<Tick | null>(() => (head.value === null ? map.tick.value : (slowly.value?.pictured ?? null)));
  /** What is looked at, at the moment that lists show. */
  const view = computed<View | null>(() => (map.view.value === null ? null : { ...map.view.value, tick: listed.value }));

  // ---- frames ----
  let running = false;
  let before = 0;
  let lists = 0;
  let pictures = 0;

  function move(to: number) {
    const now = frames.now();
    batch(() => {
      const at = Math.floor(to);
      if (head.peek() === null || slowly.peek() === null) {
        slowly.value = { listed: at, pictured: at };
        lists = now;
        pictures = now;
      }
      head.value = to;
    });
    if (running) return;
    running = true;
    before = now;
    frames.next(frame);
  }

  function frame() {
    const at = head.peek();
    if (at === null) {
      running = false;
      return;
    }
    const now = frames.now();
    const passed = Math.min(LONGEST_FRAME_MS, now - before);
    before = now;
    batch(() => {
      if (playing.peek() && !held.peek()) {
        const [, last] = span.peek() ?? [0, 0];
        let to = at + passed * TICKS_PER_MS * speed.peek();
        const film = timeline.peek();
        if (skipIdle.peek() && film !== null) to = afterIdle(film, to);
        if (to >= last) return rest(null);
        head.value = to;
      }
      follow(now);
    });
    if (head.peek() === null) running = false;
    else frames.next(frame);
  }

  /** Lets what is slower than frames catch up, when it is time; both in one frame would be much at once. */
  function follow(now: number) {
    const at = Math.floor(head.peek() ?? 0);
    const last = slowly.peek() ?? { listed: at, pictured: at };
    const next = { ...last };
    const often = held.peek() || speed.peek() >= SLOW ? PICTURE_MS : LISTS_MS;
    if (now - pictures >= often) {
      next.pictured = at;
      pictures = now;
    } else if (now - lists >= LISTS_MS) {
      next.listed = at;
      lists = now;
    }
    if (next.listed !== last.listed || next.pictured !== last.pictured) slowly.value = next;
  }

  /** Stops at a tick; at the last one, or with null, at the latest there is and will be. */
  function rest(at: number | null) {
    const [first, last] = span.peek() ?? [0, 0];
    batch(() => {
      playing.value = false;
      held.value = false;
      head.value = null;
      slowly.value = null;
      map.tick.value = at === null || at >= last ? null : Math.max(first, Math.floor(at));
    });
  }

  const stops = [
    // Another world, another branch, or a moment out of a link: what was played is over.
    effect(() => {
      void [map.world.value, map.branch.value, map.tick.value];
      untracked(() => {
        if (head.peek() === null) return;
        batch(() => {
          playing.value = false;
          held.value = false;
          head.value = null;
          slowly.value = null;
        });
      });
    }),
  ];

  // ---- what can be done ----
  const now = () => tick.peek() ?? span.peek()?.[1] ?? 0;

  function play() {
    const of = span.peek();
    if (of === null || of[1] <= of[0]) return;
    batch(() => {
      playing.value = true;
      // At the end the film begins anew.
      move(head.peek() ?? map.tick.peek() ?? of[0]);
    });
  }

  function pause() {
    if (playing.peek()) rest(head.peek());
  }

  /** To a tick (null: the latest); what plays goes on playing from there. */
  function seek(to: Tick | null) {
    const of = span.peek();
    if (of === null) return;
    if (to === null || !playing.peek()) return rest(to);
    move(Math.min(of[1], Math.max(of[0], to)));
  }

  /** While a pointer holds the playhead. */
  function scrub(to: number) {
    const of = span.peek();
    if (of === null) return;
    batch(() => {
      held.value = true;
      move(Math.min(of[1], Math.max(of[0], to)));
    });
  }
  function release() {
    if (!held.peek()) return;
    held.value = false;
    if (!playing.peek()) rest(head.peek());
  }

  /** By ticks, from where it is. */
  const jump = (ticks: number) => seek(now() + ticks);

  let waiting = 0;
  let steps = Promise.resolve();
  /** To the next event (1) or the one before (-1). */
  function step(to: 1 | -1): Promise<void> {
    if (waiting >= STEPS_WAITING) return steps;
    waiting += 1;
    steps = activity.track(
      steps.then(async () => {
        const [info, branch, of] = [map.info.peek(), map.branch.peek(), span.peek()];
        try {
          if (info === null || branch === null || of === null) return;
          // The latest moment shows the last event already.
          const from = tick.peek() === null && to < 0 ? of[1] : now();
          const found = await client.raster.event(info.id, branch, from, to, STOPS);
          // A moment that moved on, or another branch, is no longer what was asked about.
          if (map.info.peek()?.id !== info.id || map.branch.peek() !== branch) return;
          seek(found ?? (to > 0 ? null : of[0]));
        } catch (error) {
          console.warn(error);
        } finally {
          waiting -= 1;
        }
      }),
    );
    return steps;
  }

  /** One step faster or slower. */
  function faster(by: 1 | -1) {
    const at = SPEEDS.indexOf(speed.peek()) + by;
    const next = SPEEDS[at];
    if (next !== undefined) speedChoice.value = next;
  }

  return {
    ...{ tick, listed, pictured, view, playing, held, speed, skipIdle, zoom, timeline, failed: answer.failed, span },
    ...{ play, pause, seek, scrub, release, jump, step, faster },
    toggle: () => (playing.peek() ? pause() : play()),
    setSpeed(next: Speed) {
      speedChoice.value = next;
    },
    dispose() {
      for (const stop of stops) stop();
    },
  };
}

export type Time = ReturnType<typeof createTime>;
