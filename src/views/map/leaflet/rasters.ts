import * as L from 'leaflet';

/** The workers paint from 1:32 to 1:1; what is smaller is shrunk, what is larger enlarged by the browser. */
export const MIN_RASTER_ZOOM = -5;
export const MAX_RASTER_ZOOM = 0;
const SIZE = 256;

interface Cell {
  coords: L.Coords;
  canvas: HTMLCanvasElement;
  abort: AbortController;
  busy: boolean;
  /** Asked for again while busy. */
  stale: boolean;
}

export interface RasterSource {
  ask(z: number, x: number, y: number, signal: AbortSignal): Promise<ImageBitmap | null>;
  /** Something is under way until the answer is called. */
  begin(): () => void;
}

/** The map's picture. A raster keeps what it shows until something newer is there, so nothing flickers. */
export class Rasters extends L.GridLayer {
  private readonly cells = new Map<string, Cell>();

  constructor(
    private readonly source: RasterSource,
    options: L.GridLayerOptions,
  ) {
    super({
      tileSize: SIZE,
      minNativeZoom: MIN_RASTER_ZOOM,
      maxNativeZoom: MAX_RASTER_ZOOM,
      updateWhenZooming: false,
      updateWhenIdle: false,
      keepBuffer: 1,
      className: 'rasters',
      ...options,
    });
    this.on('tileunload', ({ coords }) => {
      const key = keyOf(coords);
      this.cells.get(key)?.abort.abort();
      this.cells.delete(key);
    });
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = L.DomUtil.create('canvas', 'raster');
    canvas.width = SIZE;
    canvas.height = SIZE;
    const cell: Cell = { coords, canvas, abort: new AbortController(), busy: false, stale: false };
    this.cells.set(keyOf(coords), cell);
    this.draw(cell).then(
      () => done(undefined, canvas),
      (error) => done(error instanceof Error ? error : new Error(String(error)), canvas),
    );
    return canvas;
  }

  /** Asks for all rasters again. */
  refresh(): void {
    for (const cell of this.cells.values()) {
      if (cell.busy) cell.stale = true;
      else void this.draw(cell).catch(() => {});
    }
  }

  private async draw(cell: Cell): Promise<void> {
    const end = this.source.begin();
    cell.busy = true;
    try {
      do {
        cell.stale = false;
        const { z, x, y } = cell.coords;
        const bitmap = await this.source.ask(z, x, y, cell.abort.signal);
        if (cell.abort.signal.aborted) bitmap?.close();
        else cell.canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
      } while (cell.stale && !cell.abort.signal.aborted);
    } catch (error) {
      if (!cell.abort.signal.aborted) throw error;
    } finally {
      cell.busy = false;
      end();
    }
  }
}

const keyOf = ({ x, y, z }: L.Coords) => `${z}/${x}/${y}`;
