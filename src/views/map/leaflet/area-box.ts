import * as L from 'leaflet';
import type { Area } from '../../../core/world/types';
import { area } from './crs';

/** Two lines, so that it is seen on light and on dark ground. */
const UNDER: L.PathOptions = { color: '#000000', opacity: 0.7, weight: 4, fill: false };
const OVER: L.PathOptions = { color: '#ffffff', weight: 2, dashArray: '6 4', fillColor: '#ffffff', fillOpacity: 0.06 };

/** The rectangle whose history is shown, or that is being drawn. */
export class AreaBox {
  private shown: L.Rectangle[] = [];

  constructor(private readonly map: L.Map) {}

  set(box: Area | null): void {
    for (const one of this.shown) one.remove();
    this.shown = box === null ? [] : [UNDER, OVER].map((look) => L.rectangle(area(box), { ...look, interactive: false }).addTo(this.map));
  }

  dispose(): void {
    this.set(null);
  }
}
