import { type ReadonlySignal, signal } from '@preact/signals';
import { t } from '../texts';
import type { Activity } from './activity';
import type { Items } from './items';
import type { ItemsPlace } from './items-place';
import type { Loader } from './load';
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
  let asking: number | null = null;

  function arrived(): void {
    const { value: job } = loader.job;
    if (job === null || job.report === null || job.status === 'failed') return;
    const { report } = job;
    if (report.loose !== undefined && report.loose.icons + report.loose.texts > 0) ask(report.loose);
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

  function ask(found: Loose): void {
    const known = packs.list.value ?? [];
    loose.value = known.length === 0 ? null : found;
    if (known.length === 0) asking = notices.say('note', t.packs.looseAlone);
    else {
      const choices = known.slice(0, ASKED).map(({ id, name }) => ({ label: name, run: () => void join(id) }));
      asking = notices.say('note', t.packs.loose(found.icons, found.texts), choices);
    }
  }

  /** What was asked about has been given away. */
  function answered(): void {
    loose.value = null;
    if (asking !== null) notices.dismiss(asking);
    asking = null;
  }

  return { loose, arrived, answered };
}
