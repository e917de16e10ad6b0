import type { Scale } from '../core/picture/draw';
import type { MarkOverlay } from '../core/picture/marks';
import type { Area, Span, View } from '../core/world/types';
import type { HostedStart } from './hosted-api';

/** MP4 and WebM where the browser has an encoder for them; numbered PNGs in a zip everywhere. */
export type FilmFormat = 'mp4' | 'webm' | 'png';

export interface FilmQuestion {
  /** At whatever tick. */
  view: View;
  /** In tiles. */
  area: Area;
  scale: Scale;
  /** With their names. */
  marks: MarkOverlay[];
  grid: boolean;
  /** First and last tick. */
  span: Span;
  /** How many, evenly spread over the span, both ends among them. */
  frames: number;
  /** Frames a second. */
  rate: number;
  /** What stands in the corner, frame by frame: empty for nothing. */
  captions: string[];
  format: FilmFormat;
}

/** Makes one film. A worker makes one and is ended then: so cancelling is ending it. */
export interface FilmApi {
  /** What films of this size, in pixels, can be made into, the most useful first. Never empty. */
  formats(width: number, height: number): Promise<FilmFormat[]>;
  /**
   * null where all of it is empty. Rejects with a Problem: `film-size` or `film-length` outside of the bounds, `film-encoder` when the
   * browser cannot encode it after all. `onProgress` is told frames. `hosted`: where the world lies when it is not in the store.
   */
  film(question: FilmQuestion, onProgress: (done: number, total: number) => void, hosted?: HostedStart): Promise<Blob | null>;
}
