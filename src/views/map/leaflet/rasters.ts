import * as L from 'leaflet';
import { SteadyGrid } from './steady-grid';
import { Together } from './together';

/** The workers paint from 1:32 to 1:1; what is smaller is shrunk, what is larger enlarged by the browser. */
export const MIN_RASTER_ZOOM = -5;
const MAX_RASTER_ZOOM = 0;
/** Pixels along a side. */
const RASTER_SIZE = 256;
/** On a screen of 2 px a point rasters come one zoom finer, at half the size in points, so that each of its pixels is used. */
const FINEST = 2;

/** So many canvases are kept for the next rasters: about as many as a screen has. */
const SPARE = 48;

/** A raster that stays quiet is asked every second, third, at last every fourth time. */
const MOST_QUIET = 3;

interface Cell {
  coords: L.Coords;
  canvas: HTMLCanvasElement;
  abort: AbortController;
  busy: boolean;
  /** Asked for again while busy. */
  stale: boolean;
  /** What it shows; null: nothing yet. */
  shown: Moment | null;
  /** What it is asked for while busy. */
  asked: Moment | null;
  /** How often in a row nothing differed, up to MOST_QUIET. */
  quiet: number;
}

/** What rasters are asked of: the tick (null: the latest), the version of the world, and all else as a key. */
export interface Moment {
  of: string;
  tick: number | null;
  version: number | undefined;
}

export interface RasterSource {
  /** Of what rasters are asked now; null: of nothing. */
  now(): Moment | null;
  /** `shown`: the tick that the raster shows of the same; then 'same' where nothing differs. */
  ask(z: number, x: number, y: number, signal: AbortSignal, shown?: number | null): Promise<ImageBitmap | null | 'same'>;
  /** The tick that now shows what that moment of an older version showed; undefined: nobody knows. */
  held(moment: Moment): number | undefined;
  /** When a picture that is here may go to the screen; null: at once. */
  turn(): Promise<void> | null;
  /** Something is under way until the answer is called. */
  begin(): () => void;
}

/** The map's picture. A raster keeps what it shows until something newer is there, so nothing flickers. */
export class Rasters extends SteadyGrid {
  declare options: L.GridLayerOptions;
  /** Zooms that rasters are finer than the map, by the screen's density. */
  readonly finer: number;
  private readonly cells = new Map<string, Cell>();
  /** Used again: a zoom throws away as many as it makes, and to clear them up takes the browser longer than a frame. */
  private readonly spare: HTMLCanvasElement[] = [];
  private round = 0;
  private readonly together = new Together();

  constructor(
    private readonly source: RasterSource,
    options: L.GridLayerOptions,
  ) {
    const finer = Math.min(FINEST, Math.max(0, Math.round(Math.log2(devicePixelRatio))));
    super({
      tileSize: RASTER_SIZE / 2 ** finer,
      minNativeZoom: MIN_RASTER_ZOOM - finer,
      maxNativeZoom: MAX_RASTER_ZOOM - finer,
      updateWhenZooming: false,
      updateWhenIdle: false,
      keepBuffer: 1,
      className: 'rasters',
      ...options,
    });
    this.finer = finer;
    this.once('load', () => mark('map-whole'));
    // By a transform each would be moved by the browser on its own with every frame; they never move within their grid.
    this.on('tileloadstart', ({ tile }) => {
      const { x, y } = L.DomUtil.getPosition(tile);
      tile.style.transform = '';
      tile.style.left = `${x}px`;
      tile.style.top = `${y}px`;
    });
    this.on('tileunload', ({ coords }) => {
      const key = keyOf(coords);
      const cell = this.cells.get(key);
      if (cell === undefined) return;
      cell.abort.abort();
      this.cells.delete(key);
      if (this.spare.length < SPARE) this.spare.push(cell.canvas);
    });
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = this.spare.pop() ?? empty();
    // Leaflet shows it when its own picture is there.
    canvas.className = 'raster';
    const cell: Cell = { coords, canvas, abort: new AbortController(), busy: false, stale: false, shown: null, asked: null, quiet: 0 };
    this.cells.set(keyOf(coords), cell);
    // Leaflet knows rasters by their place: of one that is gone it would think that the next at that place is whole.
    const over: L.DoneCallback = (error, of) => {
      if (!cell.abort.signal.aborted) done(error, of);
    };
    this.draw(cell).then(
      () => over(undefined, canvas),
      (error) => over(error instanceof Error ? error : new Error(String(error)), canvas),
    );
    return canvas;
  }

  /**
   * Asks for all rasters again. `running`: while the film plays the next time is soon, and where nothing has differed for a while
   * not every time is asked: hundreds of answers a second that say nothing would hold the page up.
   */
  refresh(running = false): void {
    this.round += 1;
    const now = this.source.now();
    for (const cell of this.cells.values()) {
      if (running && this.round % (cell.quiet + 1) !== 0) continue;
      // What it shows, or will in a moment, is what is wanted.
      if (now !== null && sameMoment(cell.busy ? cell.asked : cell.shown, now)) continue;
      if (cell.busy) cell.stale = true;
      else void this.draw(cell).catch(() => {});
    }
  }

  /** Only rasters that touch this are made; null: all. */
  limit(bounds: L.LatLngBounds | null): void {
    const before = this.options.bounds;
    if (bounds === null ? before === undefined : before !== undefined && bounds.equals(before as L.LatLngBounds)) return;
    if (bounds === null) delete this.options.bounds;
    else this.options.bounds = bounds;
    // Leaflet looks at the limit only when the map moves; this is what it calls then.
    if (this._map !== undefined && this._map !== null) (this as unknown as { _update(): void })._update();
  }

  /** What takes the place of another picture waits for its neighbours; where nothing is shown yet it comes at once. */
  private async gathered<T>(cell: Cell, asked: Promise<T | 'same'>): Promise<T | 'same'> {
    if (cell.shown === null) return await asked;
    this.together.begin();
    let answer: T | 'same' = 'same';
    try {
      answer = await asked;
    } finally {
      if (answer === 'same') this.together.over();
    }
    if (answer !== 'same') await this.together.here();
    return answer;
  }

  /** What a raster shows, as a tick of what is asked of now; undefined: of something else. */
  private shownAs(shown: Moment, now: Moment): number | null | undefined {
    if (shown.of !== now.of) return undefined;
    if (shown.version === now.version) return shown.tick;
    return shown.tick === null && now.tick === null ? this.source.held(shown) : undefined;
  }

  private async draw(cell: Cell): Promise<void> {
    const end = this.source.begin();
    cell.busy = true;
    try {
      do {
        cell.stale = false;
        const { z, x, y } = cell.coords;
        const now = this.source.now();
        cell.asked = now;
        const shown = now === null || cell.shown === null ? undefined : this.shownAs(cell.shown, now);
        const bitmap = await this.gathered(cell, this.source.ask(z + this.finer, x, y, cell.abort.signal, shown));
        cell.quiet = bitmap === 'same' ? Math.min(MOST_QUIET, cell.quiet + 1) : 0;
        if (bitmap !== 'same') {
          const turn = this.source.turn();
          if (turn !== null) await turn;
          if (cell.abort.signal.aborted) bitmap?.close();
          else cell.canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
          if (bitmap !== null) mark('first-raster');
          drew();
        }
        cell.shown = now;
      } while (cell.stale && !cell.abort.signal.aborted);
    } catch (error) {
      if (!cell.abort.signal.aborted) throw error;
    } finally {
      cell.busy = false;
      end();
    }
  }
}

function empty(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = RASTER_SIZE;
  canvas.height = RASTER_SIZE;
  return canvas;
}

const keyOf = ({ x, y, z }: L.Coords) => `${z}/${x}/${y}`;

const sameMoment = (a: Moment | null, b: Moment): boolean => a !== null && a.of === b.of && a.tick === b.tick && a.version === b.version;

/** For measuring: when a raster that differs from what was shown was drawn last. */
function drew(): void {
  performance.clearMarks('factoscope:rasters');
  performance.mark('factoscope:rasters');
}

/** Once a visit, for measuring: when the frame with it was on the screen. */
const marked = new Set<string>();
function mark(name: string): void {
  if (marked.has(name)) return;
  marked.add(name);
  requestAnimationFrame(() => setTimeout(() => performance.mark(`factoscope:${name}`)));
}
