import { computed, type Signal, signal } from '@preact/signals';
import type { StoryRow, WorldState } from '../core/world/types';
import type { Activity } from './activity';
import { answering } from './answer';
import type { Client } from './client';
import type { MapState } from './map';

export interface Story {
  rows: StoryRow[];
  total: number;
}

/** What players said to each other. */
export const CHAT = ['chat'];
/** Everything else in the story. */
const EVENTS = ['command', 'join', 'leave', 'death', 'kick', 'ban', 'research', 'rocket', 'save', 'error', 'start', 'quit', 'config'];
/** How many rows a list holds at first, and how many more each "earlier" brings. */
export const STORY_PAGE = 100;
/** A search looks through this many. */
const SEARCHED = 5000;

/** What is known of the shown moment beside the map: players, tags, research, and the story up to it. */
export function createMoment(client: Client, activity: Activity, map: MapState) {
  const chatLimit = signal(STORY_PAGE);
  const eventLimit = signal(STORY_PAGE);
  const search = signal('');

  const about = computed(() => {
    const info = map.info.value;
    const branch = map.branch.value;
    return info === null || branch === null ? null : { world: info.id, branch, tick: map.tick.value, version: info.version };
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

  function story(types: string[], page: Signal<number>) {
    return answering<{ world: string; branch: string; tick: number | null; limit: number }, Story>(
      activity,
      () => {
        if (about.value === null) return null;
        const limit = search.value === '' ? page.value : SEARCHED;
        const { world, branch, tick, version } = about.value;
        return {
          subject: JSON.stringify([world, branch]),
          detail: JSON.stringify([tick, version, limit]),
          ask: { world, branch, tick, limit },
        };
      },
      ({ world, branch, tick, limit }, abort) => client.raster.story(world, branch, tick, limit, types, abort),
    );
  }

  const chat = story(CHAT, chatLimit);
  const events = story(EVENTS, eventLimit);

  return {
    ...{ now: now.value, chat: chat.value, events: events.value, search },
    moreChat: () => {
      chatLimit.value += STORY_PAGE;
    },
    moreEvents: () => {
      eventLimit.value += STORY_PAGE;
    },
  };
}

export type Moment = ReturnType<typeof createMoment>;
