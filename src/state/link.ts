import { signal } from '@preact/signals';
import type { PageLink } from '../core/link/link';
import type { Region } from '../core/link/region';
import type { Problem } from '../core/result';
import { share as words } from '../texts/share';
import type { Activity } from './activity';
import type { Loader } from './load';
import type { Router } from './router';
import { OVERLAYS } from './url';
import type { Worlds } from './worlds';

interface Services {
  activity: Activity;
  loader: Loader;
  worlds: Worlds;
  router: Router;
}

/** Opens links that hold what they show: a page is shown as it is, a piece of a map is read as the small world it is. */
export function createLink({ activity, loader, worlds, router }: Services) {
  /** What is wrong with the link that is open. */
  const problem = signal<Problem | null>(null);
  const shared = signal<PageLink | null>(null);
  let newest = '';

  /** Never rejects: what goes wrong is in `problem`. */
  async function open(data: string) {
    newest = data;
    problem.value = null;
    shared.value = null;
    try {
      const { decodeLink } = await import('../core/link/link');
      const link = decodeLink(data);
      if (newest !== data) return;
      if (!link.ok) problem.value = link.problem;
      else if (link.value.kind === 'page') shared.value = link.value;
      else await openRegion(link.value.region, `link-${link.value.id}`, data);
    } catch (error) {
      console.warn(error);
      problem.value = { code: 'not-loaded', file: '', line: 0, detail: words.opened.failed, tip: words.opened.failedTip };
    }
  }

  async function openRegion(region: Region, id: string, data: string) {
    const { regionLines } = await import('../core/link/region-lines');
    const { groundOf } = await import('../core/link/region');
    const name = words.partOf(region.name);
    await loader.load([{ name: `${name}.log`, file: new File([regionLines(region, id)], `${name}.log`) }]);
    const still = newest === data && router.page.peek() === 'link';
    if (worlds.list.peek()?.some((world) => world.id === id) !== true) {
      const { value: job } = loader.job;
      const why = job?.problems[0] ?? job?.report?.problems[0];
      problem.value = why ?? { code: 'link-empty', file: '', line: 0, detail: words.opened.empty, tip: words.opened.failedTip };
      return;
    }
    if (!still) return;
    const drawn = new Set<string>(['resources', 'buildings']);
    const on = OVERLAYS.filter((one) => region.on.includes(one) && !drawn.has(one));
    const { surface, x, y, z } = region;
    router.replace({
      ...{ page: 'map', url: null, rest: [], newer: false, world: id, surface, x, y, z },
      ...{ force: null, branch: null, base: groundOf(region) === 'chart' ? 'chart' : 'terrain', on, tick: null, area: null },
    });
  }

  return { problem, shared, open: (data: string) => activity.track(open(data)) };
}
