import { PACK_META, SNAPSHOT_META } from '../core/site/names';

/** What a site that was put somewhere together with a world or a pack shows by itself (`src/core/site`). */
export interface OwnSnapshot {
  holds: 'world' | 'pack';
  /** Relative to the page. */
  address: string;
}

/** null: this site has none, as the one that is built. */
export function ownSnapshot(page: Pick<Document, 'querySelector'> = document): OwnSnapshot | null {
  for (const [holds, name] of [['world', SNAPSHOT_META] as const, ['pack', PACK_META] as const]) {
    const address = page.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
    if (address !== '') return { holds, address };
  }
  return null;
}
