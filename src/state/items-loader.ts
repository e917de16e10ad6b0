import { type ReadonlySignal, signal } from '@preact/signals';
import type { WorldInfo } from '../core/world/types';
import type { Activity } from './activity';
import type { Client } from './client';
import { download } from './download';
import type { Items } from './items';
import type { ItemsPlace } from './items-place';
import type { Notices } from './notices';
import type { Packs } from './packs';

interface Services {
  client: Client;
  activity: Activity;
  notices: Notices;
  packs: Packs;
  place: ItemsPlace;
  shown: ReadonlySignal<boolean>;
  world: ReadonlySignal<WorldInfo | null>;
}

/** Fetches the code of the item browser when it is first needed. */
export function createItemsLoader(services: Services) {
  const { client, activity } = services;
  const items = signal<Items | null>(null);
  let loading: Promise<Items> | null = null;

  /** Rejects when the code does not come; it is asked for again the next time. */
  function load(): Promise<Items> {
    loading ??= activity.track(begin()).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  async function begin(): Promise<Items> {
    const [{ createItems }, itemsClient] = await Promise.all([import('./items'), client.items()]);
    items.value = createItems({ ...services, items: itemsClient, download });
    return items.value;
  }

  return { items: items as ReadonlySignal<Items | null>, load };
}
