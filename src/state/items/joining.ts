import { computed, type ReadonlySignal } from '@preact/signals';
import type { PackInfo } from '../../core/pack/types';
import type { Ref } from '../../core/prototype/types';
import type { Activity } from '../activity';
import type { ItemsClient } from '../client';
import type { ItemsPlace } from '../items-place';
import { contentOf } from './content';
import type { Items } from './index';
import { createNames } from './names';
import { createPictures } from './pictures';
import { createSearching } from './search';
import { createSheets } from './sheets';

interface Services {
  client: ItemsClient;
  items: Items;
  activity: Activity;
  /** The pack of the open world. */
  pack: ReadonlySignal<PackInfo | null>;
  place: ItemsPlace;
  /** The search over the map is open. */
  searching: ReadonlySignal<boolean>;
}

/** What the map shows out of its world's pack. Comes with the item browser's state, when there is such a pack. */
export function createJoining({ client, items, activity, pack, place, searching }: Services) {
  const packId = computed(() => pack.value?.id ?? null);
  const content = contentOf(pack);
  const about = computed(() => (content.value === '' ? null : JSON.stringify([content.value, items.languages.value])));
  const open = () => packId.peek() ?? '';
  const tongue = () => ({ languages: items.languages.peek() });
  const show = (refs: Ref[], abort?: AbortSignal) => activity.track(client.packs.show(open(), tongue(), refs, abort));
  const names = createNames(activity, about, show);

  // The item browser may have another pack open, whose sheets are others. Where it is the same one they are fetched once.
  const own = createSheets(
    client,
    activity,
    computed(() => (place.pack.value === packId.value ? null : pack.value)),
  );
  const sheets: Items['sheets'] = { url: (number) => (place.pack.value === packId.value ? items.sheets : own).url(number) };

  const search = createSearching(
    client,
    activity,
    place,
    computed(() =>
      searching.value && packId.value !== null && content.value !== ''
        ? { pack: packId.value, content: content.value, languages: items.languages.value }
        : null,
    ),
  );

  /** The item browser's state, of this pack: for its parts (slots, recipes, links) where they stand on the map. */
  const asItems: Items = {
    ...items,
    ...{ packId, pack, sheets, search: search.state },
    actions: {
      ...items.actions,
      ...search.actions,
      show,
      peek: (ref, abort) => activity.track(client.packs.page(open(), tongue(), ref, abort)),
    },
  };

  return { names, asItems, pictures: createPictures(client, activity, pack) };
}

export type Joining = ReturnType<typeof createJoining>;
