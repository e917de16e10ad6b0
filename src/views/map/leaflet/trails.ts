import * as L from 'leaflet';
import { at } from './crs';

export interface Trail {
  /** In tiles, oldest first. */
  points: readonly (readonly [x: number, y: number])[];
  color: string;
}

const PANE = 'trails';
const WIDTH = 3;
const STRONGEST = 0.85;

/** Where players came from a moment ago, fading with its age. One canvas over the map, drawn anew with each frame that moves. */
export class Trails {
  private readonly canvas: HTMLCanvasElement;
  private trails: readonly Trail[] = [];

  constructor(private readonly map: L.Map) {
    const pane = map.getPane(PANE) ?? map.createPane(PANE);
    pane.style.zIndex = '450';
    pane.style.pointerEvents = 'none';
    this.canvas = L.DomUtil.create('canvas', 'trails', pane);
    map.on('move zoomend resize', () => this.trails.length > 0 && this.paint());
    // Leaflet enlarges what is on the map while it zooms; this would stay behind.
    map.on('zoomstart', () => this.wipe());
  }

  set(trails: readonly Trail[]): void {
    if (trails.length === 0 && this.trails.length === 0) return;
    this.trails = trails;
    this.paint();
  }

  private wipe(): void {
    this.canvas.width = 0;
  }

  private paint(): void {
    const { x: width, y: height } = this.map.getSize();
    const density = devicePixelRatio;
    if (this.canvas.width !== Math.round(width * density) || this.canvas.height !== Math.round(height * density)) {
      this.canvas.width = Math.round(width * density);
      this.canvas.height = Math.round(height * density);
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    L.DomUtil.setPosition(this.canvas, this.map.containerPointToLayerPoint([0, 0]));
    const context = this.canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
    context.lineWidth = WIDTH;
    context.lineCap = 'round';
    for (const { points, color } of this.trails) {
      context.strokeStyle = color;
      const path = points.map(([x, y]) => this.map.latLngToContainerPoint(at(x, y)));
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
}
