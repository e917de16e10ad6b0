import * as L from 'leaflet';
import type { Position } from '../../../core/packet/schema';
import { at } from './crs';

const RADIUS = 5;
const POINTED_RADIUS = 10;
/** White with a dark edge: it stands out from every ground, and orange is the colour of belts. */
const DOT: L.CircleMarkerOptions = { radius: RADIUS, color: '#000000', opacity: 0.8, weight: 2, fillColor: '#ffffff', fillOpacity: 1 };
/** Many would lie on each other. */
const SMALL: L.CircleMarkerOptions = { ...DOT, radius: 3, weight: 1.5 };
const MANY = 100;
/** Near enough to see what stands there, a ring round it: a dot would hide its icon. */
const OPEN: L.CircleMarkerOptions = { radius: 9, color: '#ffffff', opacity: 1, weight: 2, fillColor: '#000000', fillOpacity: 0 };
const OPEN_FROM_ZOOM = 3;
const RING: L.CircleMarkerOptions = { radius: POINTED_RADIUS, color: '#ffffff', weight: 3, fillColor: '#000000', fillOpacity: 0.25 };

/** Places that were found, as dots on one canvas; one of them may be ringed. */
export class Dots {
  private readonly canvas = L.canvas({ padding: 0.3 });
  private readonly dots = L.layerGroup();
  private ring: L.CircleMarker | null = null;
  private many = false;

  constructor(private readonly map: L.Map) {
    this.dots.addTo(map);
    map.on('zoomend', this.look);
  }

  private readonly look = () => {
    const style = this.style();
    this.dots.eachLayer((dot) => {
      if (dot instanceof L.CircleMarker && dot.options.fillOpacity !== style.fillOpacity)
        dot.setStyle(style).setRadius(style.radius ?? RADIUS);
    });
  };

  private style(): L.CircleMarkerOptions {
    return this.map.getZoom() >= OPEN_FROM_ZOOM ? OPEN : this.many ? SMALL : DOT;
  }

  set(places: readonly Position[]): void {
    this.dots.clearLayers();
    this.many = places.length > MANY;
    for (const [x, y] of places)
      this.dots.addLayer(
        L.circleMarker(at(x, y), { ...this.style(), renderer: this.canvas, interactive: false, bubblingMouseEvents: true }),
      );
  }

  /** null: none. */
  point(place: Position | null): void {
    this.ring?.remove();
    this.ring = place === null ? null : L.circleMarker(at(...place), { ...RING, interactive: false }).addTo(this.map);
  }

  dispose(): void {
    this.point(null);
    this.map.off('zoomend', this.look);
    this.dots.remove();
    this.canvas.remove();
  }
}
