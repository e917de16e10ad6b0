import * as L from 'leaflet';

/** Leaflet's own members that are not in its types, of the pinned version. */
interface Inner {
  _setView(center: L.LatLng, zoom: number, noPrune?: boolean, noUpdate?: boolean): void;
  _clampZoom(zoom: number): number;
}
const inner = L.GridLayer.prototype as unknown as Inner;

/**
 * A grid of cells that stays while the next one is being made. Leaflet throws every cell away when the view is set without an
 * animation, which blanks the map each time it is fitted to a world that grows; and between two zooms it enlarges the coarser
 * cells, which is soft: here the finer ones are shrunk.
 */
export class SteadyGrid extends L.GridLayer {
  private asked = 0;

  override getEvents(): { [name: string]: L.LeafletEventHandlerFn } {
    const { viewprereset: _, ...events } = super.getEvents?.() ?? {};
    return events;
  }

  protected _setView(center: L.LatLng, zoom: number, noPrune?: boolean, noUpdate?: boolean): void {
    this.asked = zoom;
    inner._setView.call(this, center, zoom, noPrune, noUpdate);
  }

  /** Is given a zoom, or the one just asked for already rounded. */
  protected _clampZoom(zoom: number): number {
    const exact = Math.round(this.asked) === zoom ? this.asked : zoom;
    return inner._clampZoom.call(this, Math.ceil(exact - 0.01));
  }
}
