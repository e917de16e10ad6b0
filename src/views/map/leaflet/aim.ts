import * as L from 'leaflet';
import { at } from './crs';

const SMALLEST = 24;

/** Four white corners round what is selected, since orange is the colour of belts. */
export class Aim {
  private marker: L.Marker | null = null;
  private size: [number, number] = [1, 1];

  constructor(private readonly map: L.Map) {
    map.on('zoomend', this.fit);
  }

  /** Centre and size in tiles; null: nothing is selected. */
  set(target: { x: number; y: number; size: [number, number] } | null): void {
    this.marker?.remove();
    this.marker = null;
    if (target === null) return;
    this.size = target.size;
    const element = document.createElement('span');
    element.className = 'aim';
    const icon = L.divIcon({ html: element, className: 'mark-pin', iconSize: [0, 0] });
    this.marker = L.marker(at(target.x, target.y), { icon, interactive: false, keyboard: false, zIndexOffset: 2000 });
    this.marker.addTo(this.map);
    this.fit();
  }

  private readonly fit = () => {
    const element = this.marker?.getElement()?.querySelector<HTMLElement>('.aim');
    if (element === null || element === undefined) return;
    const scale = 2 ** this.map.getZoom();
    element.style.width = `${Math.max(SMALLEST, this.size[0] * scale + 8)}px`;
    element.style.height = `${Math.max(SMALLEST, this.size[1] * scale + 8)}px`;
  };
}
