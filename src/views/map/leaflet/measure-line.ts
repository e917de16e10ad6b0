import * as L from 'leaflet';
import type { Position } from '../../../core/packet/schema';
import { at } from './crs';

const UNDER: L.PathOptions = { color: '#000000', opacity: 0.7, weight: 5, fill: false };
const OVER: L.PathOptions = { color: '#ffffff', weight: 2, fill: false };
const AROUND: L.PathOptions = { color: '#ffffff', weight: 1, dashArray: '4 4', fillColor: '#ffffff', fillOpacity: 0.12 };
const POINT: L.CircleMarkerOptions = { radius: 4, color: '#000000', weight: 2, fillColor: '#ffffff', fillOpacity: 1 };

/** The points that are measured between, the way from each to the next with its length, and what they lie around. */
export class MeasureLine {
  private readonly layers = L.layerGroup();

  constructor(map: L.Map) {
    this.layers.addTo(map);
  }

  /** `words`: of the way from each point to the next. */
  set(points: readonly Position[], words: readonly string[]): void {
    this.layers.clearLayers();
    const path = points.map(([x, y]) => at(x, y));
    const add = (layer: L.Layer) => this.layers.addLayer(layer);
    if (path.length > 2) add(L.polygon(path, { ...AROUND, interactive: false }));
    for (const look of [UNDER, OVER]) add(L.polyline(path, { ...look, interactive: false }));
    for (const point of path) add(L.circleMarker(point, { ...POINT, interactive: false }));
    for (const [i, text] of words.entries()) {
      const [from, to] = [points[i], points[i + 1]];
      if (from === undefined || to === undefined) break;
      const element = document.createElement('span');
      element.className = 'sign sign--length';
      element.textContent = text;
      const icon = L.divIcon({ html: element, className: 'mark-pin', iconSize: [0, 0] });
      add(L.marker(at((from[0] + to[0]) / 2, (from[1] + to[1]) / 2), { icon, interactive: false, keyboard: false, zIndexOffset: 3000 }));
    }
  }

  dispose(): void {
    this.layers.remove();
  }
}
