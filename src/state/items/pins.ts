import type { ReadonlySignal } from '@preact/signals';
import type { Ref } from '../../core/prototype/types';
import { sameRef, storedRefs } from './refs';

const MOST_PINS = 50;
const MOST_RECENTS = 10;

/** What a person keeps at hand of a pack, and where they were last. */
export function createPins(pack: ReadonlySignal<string | null>) {
  const pins = storedRefs('pins', MOST_PINS, pack);
  const recents = storedRefs('recents', MOST_RECENTS, pack);
  const without = (list: readonly Ref[], ref: Ref) => list.filter((one) => !sameRef(one, ref));

  function pin(ref: Ref) {
    if (isPinned(ref)) return;
    // The newest first; the oldest goes when there is no more room.
    pins.set([ref, ...pins.list.value]);
  }

  /** Puts a pin at a place of the list, counted without itself. */
  function movePin(ref: Ref, to: number) {
    const others = without(pins.list.value, ref);
    if (others.length === pins.list.value.length) return;
    others.splice(Math.max(0, to), 0, ref);
    pins.set(others);
  }

  const unpin = (ref: Ref) => pins.set(without(pins.list.value, ref));
  const isPinned = (ref: Ref) => pins.list.value.some((one) => sameRef(one, ref));

  return {
    pins: pins.list,
    recents: recents.list,
    ...{ pin, unpin, movePin, isPinned },
    togglePin: (ref: Ref) => (isPinned(ref) ? unpin(ref) : pin(ref)),
    visited: (ref: Ref) => recents.set([ref, ...without(recents.list.value, ref)]),
  };
}
