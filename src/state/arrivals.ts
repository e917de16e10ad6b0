import { signal } from '@preact/signals';
import { t } from '../texts';
import type { Activity } from './activity';
import type { Items } from './items';
import type { ItemsPlace } from './items-place';
import type { Loader } from './load';
import type { Notices } from './notices';
import type { Packs } from './packs';

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
  loader: Loader;
  items(): Promise<Items>;
  open(pack: string): void;
}

/** Packs a notice asks about, at most; the page of the import asks about all. */
const ASKED = 3;

/** What follows when a job has brought something of a pack. */
export function createArrivals({ activity, notices, packs, loader, items, open, place }: Services) {
  const loose = signal<Loose | null>(null);
  let asking: number | null = null;

  /** `waiting`: the person still looks at the job. */
  function arrived(waiting: boolean): void {
    const { value: job } = loader.job;
    if (job === null || job.report === null || job.status === 'failed') return;
    const { report } = job;
    if (report.loose !== undefined) ask(report.loose);
    const brought = packs.list.value?.filter(({ id }) => report.packs.includes(id)) ?? [];
    const [first] = brought;
    if (first === undefined) return;
    for (const { id, icons } of brought) if (icons.pending > 0) void activity.track(render(id));
    if (job.status === 'cancelled') return;
    // Who dropped a log along with it wants to see the map as well.
    if (waiting && report.worlds.length === 0 && brought.length === 1) open(first.id);
    else if (place.pack.value !== first.id || waiting)
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
      const choices = known.slice(0, ASKED).map(({ id, name }) => ({ label: name, run: () => void joinAndRender(id) }));
      asking = notices.say('note', t.packs.loose(found.icons, found.texts), choices);
    }
  }

  async function join(pack: string): Promise<void> {
    const name = packs.list.value?.find(({ id }) => id === pack)?.name;
    if (name === undefined) return;
    loose.value = null;
    if (asking !== null) notices.dismiss(asking);
    await loader.join(pack, name);
  }

  async function joinAndRender(pack: string): Promise<void> {
    await join(pack);
    arrived(false);
  }

  return { loose, arrived, join };
}
