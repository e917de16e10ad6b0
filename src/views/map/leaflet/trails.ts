import * as L from 'leaflet';
import { at } from './crs';

export interface Trail {
  /** Whose it is. */
  key: string;
  /** In tiles, oldest first. */
  points: readonly (readonly [x: number, y: number])[];
  color: string;
}

const PANE = 'trails';
const WIDTH = 3;
const STRONGEST = 0.85;
/** A canvas grows by steps of this, in px, so that it is not made anew with every frame; it is never larger than that. */
const STEP = 64;
const LARGEST = 1024;

/**
 * Where players came from a moment ago, fading with its age. Each on a canvas no larger than it needs: what is painted goes to
 * the screen with every frame, and one over the whole map would cost more than all else that moves.
 */
export class Trails {
  private readonly pane: HTMLElement;
  private readonly canvases = new Map<string, HTMLCanvasElement>();
  private trails: readonly Trail[] = [];

  constructor(private readonly map: L.Map) {
    this.pane = map.getPane(PANE) ?? map.createPane(PANE);
    this.pane.style.zIndex = '450';
    this.pane.style.pointerEvents = 'none';
    map.on('zoomend resize', () => this.paint());
    // Leaflet enlarges what is on the map while it zooms; this would stay behind.
    map.on('zoomstart', () => this.wipe(new Set()));
  }

  set(trails: readonly Trail[]): void {
    this.trails = trails;
    this.paint();
  }

  private wipe(kept: ReadonlySet<string>): void {
    for (const [key, canvas] of this.canvases) {
      if (kept.has(key)) continue;
      canvas.remove();
      this.canvases.delete(key);
    }
  }

  private paint(): void {
    const seen = this.map.getBounds();
    const shown = this.trails.filter(({ points }) => points.some(([x, y]) => seen.contains(at(x, y))));
    this.wipe(new Set(shown.map(({ key }) => key)));
    for (const trail of shown) this.paintOne(trail);
  }

  private paintOne({ key, points, color }: Trail): void {
    const path = points.map(([x, y]) => this.map.latLngToLayerPoint(at(x, y)));
    const box = L.bounds(path);
    const corner = box.getTopLeft().subtract([WIDTH, WIDTH]).floor();
    const size = box.getSize().add([2 * WIDTH, 2 * WIDTH]);
    if (size.x > LARGEST || size.y > LARGEST) {
      this.canvases.get(key)?.remove();
      this.canvases.delete(key);
      return;
    }
    const canvas = this.canvases.get(key) ?? L.DomUtil.create('canvas', 'trail', this.pane);
    this.canvases.set(key, canvas);
    const density = devicePixelRatio;
    const [width, height] = [size.x, size.y].map((side) => Math.ceil(side / STEP) * STEP) as [number, number];
    const context = canvas.getContext('2d');
    if (context === null) return;
    if (canvas.width < width * density || canvas.height < height * density) {
      canvas.width = Math.round(width * density);
      canvas.height = Math.round(height * density);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    } else {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
    }
    L.DomUtil.setPosition(canvas, corner);
    context.setTransform(density, 0, 0, density, -corner.x * density, -corner.y * density);
    context.lineWidth = WIDTH;
    context.lineCap = 'round';
    context.strokeStyle = color;
    for (let i = 1; i < path.length; i++) {
      const [from, to] = [path[i - 1], path[i]];
      if (from === undefined || to === undefined || (from.x === to.x && from.y === to.y)) continue;
      context.globalAlpha = (STRONGEST * i) / path.length;
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.stroke();
    }
  }
}
