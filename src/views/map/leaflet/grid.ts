import * as L from 'leaflet';
import { SteadyGrid } from './steady-grid';

const CHUNK = 32;
/** Lines nearer than this, in px, are a grey wash: then a coarser grid is drawn. */
const NEAREST = 12;
const SIZE = 256;

/** Lines between chunks; zoomed out, between powers of two of them. */
export class ChunkGrid extends SteadyGrid {
  constructor(minZoom: number) {
    super({ tileSize: SIZE, minZoom, pane: 'overlayPane', className: 'chunk-grid', updateWhenZooming: false, keepBuffer: 1 });
  }

  protected override createTile(coords: L.Coords): HTMLElement {
    const canvas = L.DomUtil.create('canvas', 'chunk-grid__cell');
    const dense = Math.max(1, Math.round(devicePixelRatio));
    canvas.width = SIZE * dense;
    canvas.height = SIZE * dense;
    const context = canvas.getContext('2d');
    if (context === null) return canvas;
    context.scale(dense, dense);
    const scale = 2 ** coords.z;
    let step = CHUNK;
    while (step * scale < NEAREST) step *= 2;
    context.fillStyle = 'rgb(255 255 255 / 0.22)';
    for (const [axis, start] of [coords.x * SIZE, coords.y * SIZE].entries()) {
      const pixels = step * scale;
      for (let line = Math.ceil(start / pixels) * pixels; line < start + SIZE; line += pixels) {
        const offset = Math.round(line - start);
        if (axis === 0) context.fillRect(offset, 0, 1, SIZE);
        else context.fillRect(0, offset, SIZE, 1);
      }
    }
    return canvas;
  }
}
