import * as L from 'leaflet';

const CHUNK = 32;
/** Lines nearer than this, in px, are a grey wash: then a coarser grid is drawn. */
const NEAREST = 12;
const SIZE = 256;

/** Lines between chunks; zoomed out, between powers of two of them. */
export class ChunkGrid extends L.GridLayer {
  constructor() {
    super({ tileSize: SIZE, pane: 'overlayPane', className: 'chunk-grid', updateWhenZooming: false, keepBuffer: 1 });
  }

  protected override createTile(coords: L.Coords): HTMLElement {
    const canvas = L.DomUtil.create('canvas', 'chunk-grid__cell');
    canvas.width = SIZE;
    canvas.height = SIZE;
    const context = canvas.getContext('2d');
    if (context === null) return canvas;
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
