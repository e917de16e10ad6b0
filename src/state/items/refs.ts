import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Ref } from '../../core/prototype/types';
import { kindNamed } from '../url';
import { readStored, writeStored } from './stored';

const MAX_NAME = 1000;

export const sameRef = (a: Ref, b: Ref): boolean => a.kind === b.kind && a.name === b.name;

/** A list of refs for each pack, kept between visits and the same in all tabs. */
export function storedRefs(what: string, most: number, pack: ReadonlySignal<string | null>) {
  const list = signal<Ref[]>([]);
  const key = () => (pack.peek() === null ? null : `factoscope-${what}-${pack.peek()}`);
  const load = () => {
    const from = key();
    list.value = from === null ? [] : readRefs(readStored(from), most);
  };

  effect(() => {
    void pack.value;
    load();
  });
  // Comes from other tabs alone. A null key: all was deleted.
  addEventListener('storage', ({ key: changed }) => {
    if (changed === null || changed === key()) load();
  });

  function set(next: readonly Ref[]) {
    const to = key();
    if (to === null) return;
    list.value = next.slice(0, most).map(({ kind, name }) => ({ kind, name }));
    writeStored(to, list.value.length === 0 ? null : list.value);
  }

  return { list: list as ReadonlySignal<Ref[]>, set };
}

/** Anybody may have written there. */
function readRefs(kept: unknown, most: number): Ref[] {
  if (!Array.isArray(kept)) return [];
  const refs: Ref[] = [];
  for (const one of kept) {
    if (refs.length === most) break;
    const { kind: of, name } = (one ?? {}) as { kind?: unknown; name?: unknown };
    const kind = kindNamed(of);
    if (kind === undefined || typeof name !== 'string' || name === '' || name.length > MAX_NAME) continue;
    if (!refs.some((ref) => sameRef(ref, { kind, name }))) refs.push({ kind, name });
  }
  return refs;
}
