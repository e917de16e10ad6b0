/** How each picture of a pack is made, before anything is drawn: what a pack plans its sheets by, and what a worker renders them from. */
import type { Kind } from '../prototype/types';
import { slotPlacement } from './geometry';
import { type IconSpec, PICTURE_SIDE } from './types';

export type PicturePlan =
  /** Drawn of its layers. `files`: key of each layer's PNG, in the order of the layers; null: nobody gave that file. */
  | { from: 'layers'; spec: IconSpec; files: (string | null)[] }
  /** Came finished (`DumpedPicture`). `spec` tells what of a native canvas a slot shows, where it is known. */
  | { from: 'finished'; file: string; premultiplied: boolean; picture: 'native' | 'slot'; spec: IconSpec | null };

/** In the order of the sheet's numbers, at most SHEET_PICTURES. */
export type SheetPlan = readonly PicturePlan[];

/** What rendering asks of a pack. Keys of files are whatever the pack knows its PNGs by: the hash of their bytes. */
export interface SheetSource {
  /** Null: no such sheet, or the pack has only its finished sheets (it came as a zip). */
  sheetPlan(sheet: number): Promise<SheetPlan | null> | SheetPlan | null;
  /** How the picture of one prototype is made; null: nothing is known of it. */
  picturePlan(kind: Kind, name: string): Promise<PicturePlan | null> | PicturePlan | null;
  /** Bytes of PNGs in the order asked, null where there are none. */
  layers(keys: readonly string[]): Promise<(Uint8Array | null)[]>;
  /** The stored sheet, WebP. */
  sheet(sheet: number): Promise<Uint8Array | null>;
}

/**
 * Equal for pictures that come out equal at 64 px: by content of the files, where they lie, and their tint. Null where nothing would be
 * seen, as no layer has a file.
 */
export function pictureKey(plan: PicturePlan): string | null {
  if (plan.from === 'finished') {
    const layers = plan.picture === 'native' && plan.spec !== null && plan.spec.layers.length > 1 ? boxes(plan.spec) : [];
    return JSON.stringify([plan.file, plan.premultiplied, layers]);
  }
  if (plan.files.every((file) => file === null)) return null;
  const places = boxes(plan.spec);
  const seen = plan.spec.layers.flatMap(({ size, tint }, i) => {
    const file = plan.files[i] ?? null;
    return file === null ? [] : [[file, size, places[i], tint]];
  });
  return JSON.stringify(seen);
}

/** Rounded: the last digits of a float make no other picture. */
function boxes(spec: IconSpec): number[][] {
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  return slotPlacement(spec, PICTURE_SIDE).boxes.map(({ left, top, side }) => [round(left), round(top), round(side)]);
}
