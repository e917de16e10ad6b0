import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { SHEET_COLUMNS, SHEET_PICTURES } from '../../core/icon/types';
import type { PackInfo } from '../../core/pack/types';
import type { Activity } from '../activity';
import type { ItemsClient } from '../client';

/** Side of a picture in its sheet, in px. */
export const PICTURE = 64;
/** Pictures kept, 16 kB each: more than one screen ever asks for, or it would go on asking for what it drove out. */
const KEPT = 4096;
/** Sheets that were read are asked for again when a picture that was not wanted then is. */
const SHEETS_AT_ONCE = 2;

/** Cuts pictures out of a sheet's bytes, by their numbers in it. */
export type Cut = (sheet: Blob, numbers: readonly number[]) => Promise<ImageBitmap[]>;

/**
 * Pictures of a pack as bitmaps, for drawing them on a canvas. Read where signals are read: whoever asked is run again when what was
 * not here is. At most `KEPT` are held; the ones not asked for the longest go first.
 */
export function createPictures(client: ItemsClient, activity: Activity, pack: ReadonlySignal<PackInfo | null>, cut: Cut = cutOut) {
  /** null: asked for, and not there. */
  const known = new Map<number, ImageBitmap | null>();
  const wanted = new Map<number, Set<number>>();
  /** Bumped when there are more. */
  const version = signal(0);
  let of: { id: string; rendered: string } | null = null;
  let running: AbortController | null = null;
  let due = false;

  effect(() => {
    const info = pack.value;
    const now = info === null ? null : { id: info.id, rendered: JSON.stringify(info.icons) };
    if (now?.id === of?.id && now?.rendered === of?.rendered) return;
    of = now;
    running?.abort();
    running = null;
    wanted.clear();
    // Not closed: what was just drawn may be about to be drawn again. They are garbage when nobody holds them.
    known.clear();
    version.value = version.peek() + 1;
  });

  function want(picture: number): void {
    const sheet = Math.floor(picture / SHEET_PICTURES);
    const numbers = wanted.get(sheet) ?? new Set();
    wanted.set(sheet, numbers.add(picture));
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      if (running === null && wanted.size > 0) void activity.track(read());
    });
  }

  async function read(): Promise<void> {
    const controller = new AbortController();
    running = controller;
    while (wanted.size > 0) {
      const some = [...wanted].slice(0, SHEETS_AT_ONCE);
      for (const [sheet] of some) wanted.delete(sheet);
      await Promise.all(some.map(([sheet, pictures]) => readSheet(sheet, [...pictures], controller.signal)));
      if (controller.signal.aborted) return;
      version.value = version.peek() + 1;
    }
    running = null;
  }

  async function readSheet(sheet: number, pictures: number[], signal: AbortSignal): Promise<void> {
    let bitmaps: ImageBitmap[] = [];
    try {
      const blob = await client.packs.sheet(of?.id ?? '', sheet, signal);
      if (blob !== null)
        bitmaps = await cut(
          blob,
          pictures.map((picture) => picture % SHEET_PICTURES),
        );
    } catch (error) {
      if (!signal.aborted) console.warn(error);
    }
    if (signal.aborted) return;
    pictures.forEach((picture, at) => {
      known.set(picture, bitmaps[at] ?? null);
    });
    for (const oldest of known.keys()) {
      if (known.size <= KEPT) break;
      known.delete(oldest);
    }
  }

  return {
    version: version as ReadonlySignal<number>,
    /** null: not here yet, or not rendered. */
    get(picture: number | null): ImageBitmap | null {
      void version.value;
      if (picture === null || of === null) return null;
      const found = known.get(picture);
      if (found === undefined) {
        want(picture);
        return null;
      }
      // The one used last goes last.
      known.delete(picture);
      known.set(picture, found);
      return found;
    },
  };
}

export type Pictures = ReturnType<typeof createPictures>;

/** The sheet is unpacked once and let go. */
async function cutOut(sheet: Blob, numbers: readonly number[]): Promise<ImageBitmap[]> {
  const whole = await createImageBitmap(sheet);
  try {
    return await Promise.all(
      numbers.map((number) =>
        createImageBitmap(whole, (number % SHEET_COLUMNS) * PICTURE, Math.floor(number / SHEET_COLUMNS) * PICTURE, PICTURE, PICTURE),
      ),
    );
  } finally {
    whole.close();
  }
}
