import { computed, signal } from '@preact/signals';
import type { ForceIndex, SurfaceIndex } from '../../../core/packet/schema';
import type { Numbers, NumbersQuestion } from '../../../core/world/number-types';
import { answering } from '../../../state/answer';
import type { App } from '../../../state/app';
import type { StatsView } from './series';

/** As many as a wide screen can tell apart. */
const POINTS = 600;
/** Every telling of weeks, for a file. */
const EXPORTED = 10_000;
/** More lines than this nobody tells apart. */
export const MOST_LINES = 20;
/** How many are drawn until somebody chooses. */
export const TOP = 10;

/** The numbers of the open world, and what of them is shown. Kept while the map is, so that closing the panel forgets nothing. */
export function createStats({ state, client, activity }: Pick<App, 'state' | 'client' | 'activity'>) {
  const { map, time } = state;
  /** Nothing is read before somebody looks. */
  const open = signal(false);
  const view = signal<StatsView>('produced');
  /** null: all. */
  const force = signal<ForceIndex | null>(null);
  const surface = signal<SurfaceIndex | null>(null);
  /** The part of time that the timeline shows, instead of all. */
  const zoomed = signal(false);
  /** Keys of what is drawn; null: the first few. */
  const chosen = signal<ReadonlySet<string> | null>(null);
  const again = signal(0);

  const question = computed<NumbersQuestion | null>(() => {
    const [info, branch] = [map.info.value, map.branch.value];
    if (!open.value || info === null || branch === null) return null;
    const known = (list: readonly { index: number }[], index: number | null) => (list.some((one) => one.index === index) ? index : null);
    return {
      ...{ world: info.id, branch, points: POINTS },
      ...{ force: known(info.forces, force.value), surface: known(info.surfaces, surface.value) },
      span: zoomed.value && time.zoom.value !== null ? [Math.floor(time.zoom.value[0]), Math.ceil(time.zoom.value[1])] : null,
    };
  });
  const answer = answering<NumbersQuestion, Numbers>(
    activity,
    () => {
      const ask = question.value;
      if (ask === null) return null;
      const detail = JSON.stringify([ask, map.info.value?.version, again.value]);
      return { subject: JSON.stringify([ask.world, ask.branch]), detail, ask };
    },
    (ask, abort) => client.raster.numbers(ask, abort),
  );

  return {
    ...{ open, view, force, surface, zoomed, chosen, question, numbers: answer.value, failed: answer.failed },
    retry: () => {
      again.value += 1;
    },
    /** Every point that is told, for a file; null: there is no question. */
    all: async (): Promise<Numbers | null> => {
      const ask = question.peek();
      return ask === null ? null : await activity.track(client.raster.numbers({ ...ask, points: EXPORTED }));
    },
  };
}

export type Stats = ReturnType<typeof createStats>;
