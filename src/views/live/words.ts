import type { Watched } from '../../state/live';
import { live as w } from '../../texts/live';

/** Of a delay that a person notices. */
const NOTICED_S = 2;

const seconds = (from: number, to: number) => Math.max(0, Math.ceil((to - from) / 1000));

/** How far what is shown lies behind what came, in seconds; 0 where nobody would notice. */
export function behind({ behindSince }: Watched, now: number): number {
  const late = behindSince === null ? 0 : Math.floor(Math.max(0, now - behindSince) / 1000);
  return late >= NOTICED_S ? late : 0;
}

/** What stands on the chip behind the state's name. */
export function detailOf(watched: Watched, now: number): string {
  const { status } = watched;
  if (status.at === 'catching-up') return w.catching(status.done, status.total);
  if (status.at === 'waiting') return w.again(seconds(now, status.until));
  const late = status.at === 'live' ? behind(watched, now) : 0;
  return late > 0 ? w.behind(late) : '';
}
