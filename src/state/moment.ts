import { computed, type Signal, signal } from '@preact/signals';
import type { StoryRow, WorldState } from '../core/world/types';
import type { Activity } from './activity';
import { answering } from './answer';
import type { Client } from './client';
import type { MapState } from './map';
import type { Time } from './time';

export interface Story {
  rows: StoryRow[];
  total: number;
}

/** What players said to each other. */
export const CHAT = ['chat'];
/** Everything in the story but talk, by what a person asks for. */
export const EVENT_KINDS = {
  players: ['join', 'leave', 'kick', 'ban'],
  commands: ['command'],
  deaths: ['death'],
  research: ['research'],
  rockets: ['rocket'],
  channels: ['channel'],
  errors: ['error'],
  game: ['start', 'quit', 'config'],
  saves: ['save'],
} as const;
export type EventKind = keyof typeof EVENT_KINDS;
const ALL_KINDS = Object.keys(EVENT_KINDS) as EventKind[];
/** What tells who was there, where no packet does. */
const WITH_NAMES = ['join', 'leave', 'kick', 'ban', 'death', 'chat', 'command'];

/** Somebody of whom only the story knows. */
export interface Named {
  player?: number;
  name?: string;
  /** Where it was told of last. */
  row: StoryRow;
}
/** How many rows a list holds at first, and how many more each "earlier" brings. */
export const STORY_PAGE = 100;
/** A search looks through this many. */
const SEARCHED = 5000;

/** What is known of the shown moment beside the map: players, tags, research, and the story up to it. */
export function createMoment(client: Client, activity: Activity, map: MapState, time: Pick<Time, 'listed'>) {
  const chatLimit = signal(STORY_PAGE);
  const eventLimit = signal(STORY_PAGE);
  const search = signal('');
  /** Saves come every few minutes and tell nothing new. */
  const kinds = signal<readonly EventKind[]>(ALL_KINDS.filter((kind) => kind !== 'saves'));

  const about = computed(() => {
    const info = map.info.value;
    const branch = map.branch.value;
    return info === null || branch === null ? null : { world: info.id, branch, tick: time.listed.value, version: info.version };
  });

  const now = answering<{ world: string; branch: string; tick: number | null }, WorldState>(
    activity,
    () =>
      about.value && {
        subject: JSON.stringify([about.value.world, about.value.branch]),
        detail: JSON.stringify([about.value.tick, about.value.version]),
        ask: about.value,
      },
    ({ world, branch, tick }, abort) => client.raster.state(world, branch, tick, abort),
  );

  interface Asked {
    world: string;
    branch: string;
    tick: number | null;
    limit: number;
    types: string[];
    force: number | null;
  }
  /** What the chosen force may know of the story. */
  function story(types: () => string[], limited: () => number | null) {
    return answering<Asked, Story>(
      activity,
      () => {
        const limit = limited();
        if (about.value === null || limit === null) return null;
        const { world, branch, tick, version } = about.value;
        const ask = { world, branch, tick, limit, types: types(), force: map.force.value };
        return { subject: JSON.stringify([world, branch, ask.force]), detail: JSON.stringify([tick, version, limit, ask.types]), ask };
      },
      ({ world, branch, tick, limit, types: of, force }, abort) => client.raster.story(world, branch, tick, limit, of, abort, force),
    );
  }
  const paged = (page: Signal<number>) => () => (search.value === '' ? page.value : SEARCHED);

  const chat = story(() => CHAT, paged(chatLimit));
  const events = story(() => kinds.value.flatMap((kind) => EVENT_KINDS[kind]), paged(eventLimit));

  const unknown = computed(() => now.value.value?.players.every((player) => player.gone === true) === true);
  const met = story(
    () => WITH_NAMES,
    () => (unknown.value ? SEARCHED : null),
  );
  /** Where no packet tells of players: who the story names, the last one told of first. */
  const named = computed(() => {
    const found = new Map<string, Named>();
    for (const row of [...(met.value.value?.rows ?? [])].reverse()) {
      if (row.name === undefined && row.player === undefined) continue;
      const key = row.name ?? `#${row.player}`;
      if (found.has(key)) continue;
      found.set(key, {
        row,
        ...(row.name === undefined ? {} : { name: row.name }),
        ...(row.player === undefined ? {} : { player: row.player }),
      });
    }
    return [...found.values()];
  });

  function toggleKind(kind: EventKind) {
    kinds.value = ALL_KINDS.filter((one) => (one === kind) !== kinds.value.includes(one));
  }

  return {
    ...{ now: now.value, chat: chat.value, events: events.value, named, search, kinds, toggleKind },
    moreChat: () => {
      chatLimit.value += STORY_PAGE;
    },
    moreEvents: () => {
      eventLimit.value += STORY_PAGE;
    },
  };
}

export type Moment = ReturnType<typeof createMoment>;
