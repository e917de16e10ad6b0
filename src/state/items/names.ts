import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Kind, Ref, Shown } from '../../core/prototype/types';
import type { Activity } from '../activity';

/** A question has at most so many refs: an answer is a message that the page reads in one go. */
const AT_ONCE = 1000;
/** More different names than any set of mods has are not kept. */
const MOST = 50_000;

/**
 * Names and pictures by internal name, asked for together when they are first read and kept until `about` changes (another pack, other
 * texts, another language). To be read where signals are read: the reader is run again when more is known.
 */
export function createNames(
  activity: Activity,
  about: ReadonlySignal<string | null>,
  show: (refs: Ref[], signal: AbortSignal) => Promise<(Shown | null)[]>,
) {
  /** By kind and name; null: the pack has none. */
  const known = signal<ReadonlyMap<string, Shown | null>>(new Map());
  const wanted = new Map<string, Ref>();
  let running: AbortController | null = null;
  let due = false;

  effect(() => {
    void about.value;
    running?.abort();
    running = null;
    wanted.clear();
    // Whoever shows a name reads it again for this, and so asks for it anew.
    known.value = new Map();
  });

  function want(key: string) {
    if (wanted.has(key) || wanted.size >= MOST) return;
    const cut = key.indexOf('/');
    wanted.set(key, { kind: key.slice(0, cut) as Kind, name: key.slice(cut + 1) });
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      if (running === null) void activity.track(ask());
    });
  }

  async function ask(): Promise<void> {
    while (wanted.size > 0 && about.peek() !== null) {
      const controller = new AbortController();
      running = controller;
      const some = [...wanted].slice(0, AT_ONCE);
      for (const [key] of some) wanted.delete(key);
      const answers = await show(
        some.map(([, ref]) => ref),
        controller.signal,
      ).catch((error) => {
        if (!controller.signal.aborted) console.warn(error);
        return null;
      });
      // Somebody else has begun anew.
      if (running !== controller) return;
      running = null;
      const next = new Map(known.peek().size >= MOST ? [] : known.peek());
      // What could not be asked is not asked again by every render: it stays without a name until something changes.
      some.forEach(([key], at) => {
        next.set(key, answers?.[at] ?? null);
      });
      known.value = next;
    }
  }

  return {
    /** The first of these kinds that has such a name. */
    find(name: string, kinds: readonly Kind[]): Shown | null {
      const all = known.value;
      let first: Shown | null = null;
      for (const kind of kinds) {
        const key = `${kind}/${name}`;
        const found = all.get(key);
        if (found === undefined) want(key);
        else first ??= found;
      }
      return first;
    },
  };
}

export type Names = ReturnType<typeof createNames>;
