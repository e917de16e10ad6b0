/** One page out of a link as an item browser of its own, so that the very same views draw it. Its pack is only what the link says of it. */
import { signal } from '@preact/signals';
import { webpSize } from '../../core/icon/webp';
import { LINK_COLUMNS, LINK_PICTURE, namesOf, type PageLink } from '../../core/link/link';
import type { PackInfo } from '../../core/pack/types';
import type { Activity } from '../activity';
import type { Client, ItemsClient } from '../client';
import { createItemsPlace } from '../items-place';
import type { Notices } from '../notices';
import type { Packs } from '../packs';
import { createItems, type Items } from '.';

interface Services {
  client: Client;
  activity: Activity;
  notices: Notices;
}

/** A small file can be a gigabyte of pixels; ours are as wide as a sheet of such pictures, and no taller. */
const SIDE = LINK_COLUMNS * LINK_PICTURE;

export function createSharedItems({ client, activity, notices }: Services, link: PageLink): Items {
  const list = signal<PackInfo[] | null>([infoOf(link)]);
  const packs: Packs = { list, failed: signal(false), refresh: async () => {}, merge: () => {} };
  const place = createItemsPlace();
  place.pack.value = link.pack.id;
  place.ref.value = { kind: link.page.ref.kind, name: link.page.ref.name };
  return createItems({
    ...{ client, activity, notices, packs, place, items: clientOf(link) },
    shown: signal(true),
    world: signal(null),
    download: () => {},
  });
}

function clientOf(link: PageLink): ItemsClient {
  const { page, pictures } = link;
  const shown = new Map(namesOf(page).map((one) => [`${one.kind}/${one.name}`, one]));
  const size = pictures === null ? null : webpSize(pictures);
  const sheet = pictures !== null && size !== null && size.width === SIDE && size.height <= SIDE ? new Blob([pictures.slice()]) : null;
  return {
    packs: {
      packs: async () => [],
      frame: async () => ({
        info: infoOf(link),
        tabs: [{ tab: 'space-location', count: link.pack.places }],
        ...{ mods: [], languages: [], missing: [] },
      }),
      grid: async () => null,
      page: async (_pack, _tongue, ref) => (ref.kind === page.ref.kind && ref.name === page.ref.name ? page : null),
      show: async (_pack, _tongue, refs) => refs.map(({ kind, name }) => shown.get(`${kind}/${name}`) ?? null),
      discover: async () => null,
      search: async () => ({ rows: [], total: 0, kinds: {}, mods: {}, groups: [], whole: true }),
      raw: async () => Promise.reject(new Error('a link holds no raw fields')),
      sheet: async (_pack, number) => (number === 0 ? sheet : null),
      differences: async () => [],
      packOf: async () => null,
    },
    icons: {
      renderPending: async () => ({ done: 0, total: 0, problems: [] }),
      renderAll: async () => [],
      native: async () => null,
    },
  };
}

function infoOf({ pack, page, pictures }: PageLink): PackInfo {
  return {
    id: pack.id,
    name: pack.name,
    version: 1,
    claims: {
      gameVersion: pack.game === null ? null : { value: pack.game, source: '' },
      mods: pack.mods.map((name) => ({ value: { name, version: null }, source: '' })),
      settings: null,
    },
    counts: {},
    languages: [...new Set(page.names.map(({ language }) => language))],
    icons: { complete: 0, incomplete: 0, pictures: pictures === null ? 0 : 1, sheets: pictures === null ? 0 : 1, pending: 0 },
    ...{ bytes: 0, files: [], createdAt: 0, changedAt: 0 },
  };
}
