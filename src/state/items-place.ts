import { signal } from '@preact/signals';
import type { Ref } from '../core/prototype/types';
import type { SheetProgress } from './client';
import type { ItemsAddress, Section } from './url';

/** How far the pictures of a pack are, for whoever shows it: the item browser, the page of the import. */
export interface Rendering extends SheetProgress {
  pack: string;
  status: 'running' | 'done' | 'cancelled' | 'failed';
}

/** Where one is in the item browser. All that the address needs, so that the rest of it can come later (items.ts). */
export function createItemsPlace() {
  const pack = signal<string | null>(null);
  const tab = signal<Section | null>(null);
  const ref = signal<Ref | null>(null);
  /** Chosen by the link; null: as the person's settings have it. */
  const language = signal<string | null>(null);
  const query = signal('');
  const rendering = signal<Rendering | null>(null);

  function apply(next: ItemsAddress) {
    pack.value = next.pack;
    tab.value = next.tab;
    ref.value = next.ref;
    language.value = next.language;
    query.value = next.query;
  }

  return { pack, tab, ref, language, query, rendering, apply };
}

export type ItemsPlace = ReturnType<typeof createItemsPlace>;
