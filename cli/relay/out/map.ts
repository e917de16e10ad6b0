/** Pictures of a server's map, as the site draws them. */
import type { LiveView } from '../../../src/core/live/view';
import type { ForceIndex, SurfaceIndex } from '../../../src/core/packet/schema';
import type { Picture, View } from '../../../src/core/world/types';
import type { World } from '../../../src/core/world/world';
import { PngWriter } from '../../png';
import type { Hub } from '../hub';
import { Slots } from './slots';

export interface Place {
  /** By name, or its number. */
  surface: string;
  /** By name, or its number; * for all. */
  force: string;
  z: number;
  x: number;
  y: number;
}

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
    // The kernel is one, and a state answers one at a time.
    this.slots = new Slots(1, most);
  }

  /** For who sees so much of it. null: too many are asked for. */
  async draw(hub: Hub, seen: LiveView, place: Place): Promise<Drawn | null> {
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
        const { picture, version } = await hub.state.use(async (world) => ({
          picture: await pictureOf(world, seen, place),
          version: versionOf(hub),
        }));
        return { png: picture && (await pngOf(picture)), version };
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

async function pictureOf(world: World | null, seen: LiveView, { surface, force, z, x, y }: Place): Promise<Picture | null> {
  if (world === null) return null;
  const { info } = world;
  const on = named(info.surfaces, surface);
  const whose = force === '*' ? null : named(info.forces, force);
  if (on === undefined || whose === undefined || !sees(seen, on, whose)) return null;
  const branch = info.branches.find(({ opens }) => opens)?.id ?? 'main';
  const view: View = { world: info.id, branch, surface: on, force: whose, base: 'none', resources: false, buildings: false, tick: null };
  const { chart } = await world.bases(view);
  // Ore and buildings are drawn on charts already.
  const shown: View = chart ? { ...view, base: 'chart' } : { ...view, base: 'terrain', resources: true, buildings: true };
  return await world.picture(shown, z, x, y);
}

const sees = ({ force, surfaces }: LiveView, surface: SurfaceIndex, whose: ForceIndex | null): boolean =>
  (force === null || force === whose) && (surfaces === null || surfaces.has(surface));

function named(rows: readonly { index: number; name: string }[], name: string): number | undefined {
  const found = rows.find((row) => row.name === name) ?? rows.find((row) => String(row.index) === name);
  return found?.index;
}

async function pngOf({ width, height, pixels }: Picture): Promise<Uint8Array> {
  const png = new PngWriter(width, height);
  await png.rows(pixels);
  return await png.end();
}
