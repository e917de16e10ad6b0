import { batch, computed, signal } from '@preact/signals';
import type { PlayerIndex } from '../../../core/packet/schema';
import type { AuditAnswer, AuditKind, AuditQuestion } from '../../../core/world/place-types';
import { answering } from '../../../state/answer';
import type { App } from '../../../state/app';

/** Rows asked for at first, and how many more each "earlier" brings. */
const PAGE = 200;
/** More rows than a file for a spreadsheet takes. */
export const EXPORTED = 100_000;

type Services = Pick<App, 'state' | 'client' | 'activity'>;
const made = new WeakMap<Services, History>();

/** One an app: what asks goes on as long as the app does, and asks nothing while no rectangle is shown. */
export function historyOf(app: Services): History {
  const known = made.get(app) ?? createHistory(app);
  made.set(app, known);
  return known;
}

/** The history of the rectangle in the address, as it is filtered here. */
function createHistory({ state, client, activity }: Services) {
  const { map, time } = state;
  const limit = signal(PAGE);
  /** null: everyone's. */
  const player = signal<PlayerIndex | null>(null);
  /** null: all. */
  const kinds = signal<readonly AuditKind[] | null>(null);
  const untilNow = signal(false);

  const question = computed<AuditQuestion | null>(() => {
    const [view, area] = [map.view.value, map.area.value];
    if (view === null || area === null) return null;
    const { world, branch, surface, force } = view;
    return {
      ...{ world, branch, surface, force, area, limit: limit.value },
      until: untilNow.value ? time.listed.value : null,
      players: player.value === null ? null : [player.value],
      kinds: kinds.value === null ? null : [...kinds.value],
    };
  });
  const answer = answering<AuditQuestion, AuditAnswer>(
    activity,
    () => {
      const ask = question.value;
      if (ask === null) return null;
      const { world, branch, surface, force, area } = ask;
      return {
        subject: JSON.stringify([world, branch, surface, force, area]),
        detail: JSON.stringify([ask, map.info.value?.version]),
        ask,
      };
    },
    (ask, abort) => client.raster.audit(ask, abort),
  );

  function toggle(kind: AuditKind) {
    const on = kinds.value ?? [];
    const next = on.includes(kind) ? on.filter((one) => one !== kind) : [...on, kind];
    kinds.value = next.length === 0 ? null : next;
  }

  return {
    ...{ answer: answer.value, failed: answer.failed, player, kinds, untilNow, toggle },
    more: () => {
      limit.value += PAGE * 2;
    },
    everything: () =>
      batch(() => {
        kinds.value = null;
        player.value = null;
        untilNow.value = false;
        limit.value = PAGE;
      }),
    /** All that the filters leave, for a file; null: there is no question. */
    all: async (): Promise<AuditAnswer | null> => {
      const ask = question.peek();
      return ask === null ? null : await activity.track(client.raster.audit({ ...ask, limit: EXPORTED }));
    },
  };
}

export type History = ReturnType<typeof createHistory>;
