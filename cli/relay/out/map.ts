/** Pictures of a server's map, as the site draws them. */
import type { LiveView } from '../../../src/core/live/view';
import type { Hub } from '../hub';
import type { MapPlace } from '../map-png';
import { Slots } from './slots';

export interface Drawn {
  /** null: nothing is known there. */
  png: Uint8Array | null;
  /** Changes when the picture may have. */
  version: string;
}

/** Pictures are kept while their world is as it was, in so many bytes. */
const KEPT = 16 * 1024 * 1024;
/** What a picture that is none costs to remember. */
const ROW = 200;

export class Maps {
  private readonly slots: Slots;
  private readonly kept = new Map<string, Drawn>();
  private readonly making = new Map<string, Promise<Drawn>>();
  private bytes = 0;

  /** `most`: pictures that wait. */
  constructor(most: number) {
    // A state answers one at a time.
    this.slots = new Slots(1, most);
  }

  /** For who sees so much of it. null: too many are asked for. */
  async draw(hub: Hub, seen: LiveView, place: MapPlace): Promise<Drawn | null> {
    const version = versionOf(hub);
    const key = JSON.stringify([hub.id, seen.force, seen.surfaces && [...seen.surfaces], place]);
    const kept = this.kept.get(key);
    if (kept?.version === version) return kept;
    // Asked for twice it is drawn once.
    const begun = this.making.get(key);
    if (begun !== undefined) return await begun;
    const slot = this.slots.take();
    if (slot === null) return null;
    const made = slot.then(async (release) => {
      try {
        return await hub.state.use(async (world) => ({ png: await world.png(seen, place), version: versionOf(hub) }));
      } finally {
        release();
      }
    });
    this.making.set(key, made);
    try {
      const drawn = await made;
      this.keep(key, drawn);
      return drawn;
    } finally {
      this.making.delete(key);
    }
  }

  private keep(key: string, drawn: Drawn): void {
    this.forget(key);
    this.kept.set(key, drawn);
    this.bytes += weight(drawn);
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= KEPT) return;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    const drawn = this.kept.get(key);
    if (drawn !== undefined) this.bytes -= weight(drawn);
    this.kept.delete(key);
  }
}

const versionOf = ({ id, log, state }: Hub): string => `${id}.${log.epoch}.${state.taken}`;
const weight = ({ png }: Drawn): number => ROW + (png?.length ?? 0);
