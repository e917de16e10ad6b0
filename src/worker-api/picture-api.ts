import type { Scale } from '../core/picture/draw';
import type { MarkOverlay } from '../core/picture/marks';
import type { Area, View } from '../core/world/types';
import type { HostedStart } from './hosted-api';

export interface PictureQuestion {
  view: View;
  /** In tiles. */
  area: Area;
  scale: Scale;
  /** With their names. */
  marks: MarkOverlay[];
  grid: boolean;
}

/** Draws one map as a PNG, row by row. A worker draws one picture and is ended then: so cancelling is ending it. */
export interface PictureApi {
  /**
   * null where all of it is empty. Rejects with a Problem `picture-too-large` when a side has more than MAX_SIDE pixels. `onProgress` is
   * told rows. `hosted`: where the world lies when it is not in the store.
   */
  picture(question: PictureQuestion, onProgress: (done: number, total: number) => void, hosted?: HostedStart): Promise<Blob | null>;
}
