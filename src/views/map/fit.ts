/** Enlarged further than this, px a tile, a world of a few chunks fills the screen and says nothing. */
const MOST = 4;

/** log2 of px a tile at which `wide` × `high` tiles fill a free area in px: any scale below one px of the screen a tile, whole ones above. */
export function fitZoom(wide: number, high: number, room: [number, number], density: number): number {
  const scale = Math.min(MOST, Math.max(1, room[0]) / wide, Math.max(1, room[1]) / high);
  return scale * density < 1 ? Math.log2(scale) : Math.log2(Math.floor(scale * density) / density);
}

/** The nearest zoom at which a tile is a whole number of the screen's pixels; below one they are averaged, and any will do. */
export function crispZoom(zoom: number, density: number): number {
  const pixels = 2 ** zoom * density;
  return pixels < 1 ? zoom : Math.log2(Math.round(pixels) / density);
}

/** The next whole zoom in a direction. */
export function stepZoom(zoom: number, steps: number): number {
  return steps > 0 ? Math.floor(zoom + 0.01) + steps : Math.ceil(zoom - 0.01) + steps;
}
