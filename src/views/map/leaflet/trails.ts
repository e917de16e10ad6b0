import type * as L from 'leaflet';
import { at } from './crs';

export interface Trail {
  /** Whose it is. */
  key: string;
  /** In tiles, oldest first. */
  points: readonly (readonly [x: number, y: number])[];
  color: string;
}

const PANE = 'trails';
const SVG = 'http://www.w3.org/2000/svg';
/** A trail fades by so many steps from its end to its beginning. */
const STEPS = 4;

/** Where players came from a moment ago, fading with its age. Lines, because a canvas that changes goes to the screen whole with every frame. */
export class Trails {
  private readonly svg: SVGSVGElement;
  private readonly lines = new Map<string, SVGPathElement[]>();
  private trails: readonly Trail[] = [];

  constructor(private readonly map: L.Map) {
    const pane = map.getPane(PANE) ?? map.createPane(PANE);
    pane.style.zIndex = '450';
    pane.style.pointerEvents = 'none';
    this.svg = document.createElementNS(SVG, 'svg');
    this.svg.setAttribute('class', 'trails');
    pane.append(this.svg);
    map.on('zoomend', () => this.draw());
    // Leaflet enlarges what is on the map while it zooms; this would stay behind.
    map.on('zoomstart', () => this.wipe(new Set()));
  }

  set(trails: readonly Trail[]): void {
    this.trails = trails;
    this.draw();
  }

  private wipe(kept: ReadonlySet<string>): void {
    for (const [key, paths] of this.lines) {
      if (kept.has(key)) continue;
      for (const path of paths) path.remove();
      this.lines.delete(key);
    }
  }

  private draw(): void {
    const seen = this.map.getBounds();
    const shown = this.trails.filter(({ points }) => points.some(([x, y]) => seen.contains(at(x, y))));
    this.wipe(new Set(shown.map(({ key }) => key)));
    for (const { key, points, color } of shown) {
      const where = points.map(([x, y]) => this.map.latLngToLayerPoint(at(x, y)));
      const paths = this.lines.get(key) ?? this.made(key);
      paths.forEach((path, i) => {
        const [from, to] = [Math.floor((i * (where.length - 1)) / STEPS), Math.floor(((i + 1) * (where.length - 1)) / STEPS)];
        path.style.stroke = color;
        path.setAttribute(
          'd',
          where
            .slice(from, to + 1)
            .map(({ x, y }, n) => `${n === 0 ? 'M' : 'L'}${x} ${y}`)
            .join(''),
        );
      });
    }
  }

  private made(key: string): SVGPathElement[] {
    const paths = Array.from({ length: STEPS }, (_, i) => {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('opacity', String((0.85 * (i + 1)) / STEPS));
      this.svg.append(path);
      return path;
    });
    this.lines.set(key, paths);
    return paths;
  }
}
