import { type ReadonlySignal, signal } from '@preact/signals';
import type { ImportReport } from '../core/world/types';
import { t } from '../texts';
import type { Activity } from './activity';
import type { Items } from './items';
import type { ItemsPlace } from './items-place';
import type { Job, Loader } from './load';
import type { Notices } from './notices';
import type { Packs } from './packs';
import type { Page } from './router';

/** Icons and texts whose drop had no pack, while none was open. */
export interface Loose {
  texts: number;
  icons: number;
}

interface Services {
  activity: Activity;
  notices: Notices;
  packs: Packs;
  place: ItemsPlace;
  page: ReadonlySignal<Page>;
  loader: Loader;
  items(): Promise<Items>;
  /** null: the list of packs. */
  open(pack: string | null): void;
  /** Gives what is loose to a pack. */
  join(pack: string): Promise<void>;
}

/** Packs a notice asks about, at most; the page of the import asks about all. */
const ASKED = 3;

/** What follows when a job has brought something of a pack. */
export function createArrivals({ activity, notices, packs, place, page, loader, items, open, join }: Services) {
  const loose = signal<Loose | null>(null);
  /** By the job that dropped them. */
  const waiting = new Map<string, Loose>();
  let asking: number | null = null;

  function arrived(): void {
    const { value: job } = loader.job;
    if (job === null || job.report === null || job.status === 'failed') return;
    const { report } = job;
    remember(job, report);
    const brought = packs.list.value?.filter(({ id }) => report.packs.includes(id)) ?? [];
    const [first] = brought;
    if (first === undefined) return;
    for (const { id, icons } of brought) if (icons.pending > 0) void activity.track(render(id));
    if (job.status === 'cancelled') return;
    const { value: at } = page;
    // Who dropped a log along with it may want to see the map.
    if (at === 'import' && report.worlds.length === 0) open(brought.length === 1 ? first.id : null);
    else if (at !== 'items' || place.pack.value !== first.id)
      notices.say('good', t.packs.ready(first.name), [{ label: t.packs.open, run: () => open(first.id) }]);
  }

  async function render(pack: string): Promise<void> {
    try {
      await (await items()).actions.renderPending(pack);
    } catch (error) {
      // The code did not come. What is pending is rendered when the pack is opened.
      console.warn(error);
      notices.say('bad', t.packs.codeFailed);
    }
  }

  function remember({ id, into, status }: Job, report: ImportReport): void {
    const found = report.loose;
    // Prototypes take all that waited for some; what was given to a pack waits no more.
    if (report.packs.some((pack) => pack !== into)) waiting.clear();
    else if (status === 'done') waiting.delete(id);
    if (found !== undefined && found.icons + found.texts > 0) waiting.set(id, found);
    const all = [...waiting.values()];
    const sum = (of: keyof Loose) => all.reduce((total, one) => total + one[of], 0);
    const known = packs.list.value ?? [];
    loose.value = all.length === 0 || known.length === 0 ? null : { icons: sum('icons'), texts: sum('texts') };
    if (asking !== null && loose.value === null) notices.dismiss(asking);
    if (!waiting.has(id)) return;
    if (loose.value === null) asking = notices.say('note', t.packs.looseAlone);
    else {
      const choices = known.slice(0, ASKED).map(({ id: pack, name }) => ({ label: name, run: () => void join(pack) }));
      asking = notices.say('note', t.packs.loose(loose.value.icons, loose.value.texts), choices);
    }
  }

  /** Ids of the jobs whose icons and texts wait, once it is known which pack they belong to. */
  function drops(): string[] {
    if (asking !== null) notices.dismiss(asking);
    return [...waiting.keys()];
  }

  return { loose, arrived, drops };
}
