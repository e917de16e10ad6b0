import * as L from 'leaflet';
import type { Area } from '../../../core/world/types';
import { area as boundsOf } from './crs';
import { Stamps } from './stamps';

/** A picture on the map. */
export interface EntityIcon {
  /** Centre, in tiles. */
  x: number;
  y: number;
  /** The shorter side of what it stands for, in tiles. */
  side: number;
  picture: ImageBitmap | null;
  /** What a machine makes: drawn over its own, as the game does it. */
  over: ImageBitmap | null;
}

/** Pixels of the canvas at most: 64 MB. Beyond that it is drawn coarser. */
const MOST_PIXELS = 16_000_000;

/** One canvas over the rasters, as large as what was asked for. It moves and is scaled with the map until it is painted anew. */
export class EntityIcons extends L.ImageOverlay {
  private readonly canvas = document.createElement('canvas');
  private readonly stamps = new Stamps();
  private painted: { area: Area; scale: number; icons: readonly EntityIcon[] } | null = null;

  constructor(pane: string) {
    super(
      '',
      [
        [0, 0],
        [0, 0],
      ],
      { pane, interactive: false, className: 'entity-icons' },
    );
  }

  /** Called by Leaflet in place of making an <img>. */
  protected _initImage(): void {
    const inner = this as unknown as { _image: HTMLElement; _zoomAnimated: boolean };
    inner._image = this.canvas;
    this.canvas.className = `leaflet-image-layer entity-icons ${inner._zoomAnimated ? 'leaflet-zoom-animated' : ''}`;
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  /** Replaces all that is shown. `scale`: pixels of the screen a tile. */
  paint(area: Area, scale: number, icons: readonly EntityIcon[]): void {
    // While a film runs, most of its moments change nothing here.
    const same = this.painted !== null && this.painted.scale === scale && `${this.painted.area}` === `${area}`;
    if (same && alike(this.painted?.icons ?? [], icons)) return;
    this.painted = { area, scale, icons };
    const [wide, high] = [area[2] - area[0], area[3] - area[1]];
    const fine = Math.min(scale, Math.sqrt(MOST_PIXELS / Math.max(1, wide * high)));
    const [width, height] = [Math.max(1, Math.round(wide * fine)), Math.max(1, Math.round(high * fine))];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    const context = this.canvas.getContext('2d');
    if (context === null) return;
    context.clearRect(0, 0, width, height);
    for (const icon of icons) {
      const stamp = this.stamps.get(icon.picture, icon.over, Math.round(icon.side * fine));
      if (stamp === null) continue;
      context.drawImage(
        stamp,
        Math.round((icon.x - area[0]) * fine - stamp.width / 2),
        Math.round((icon.y - area[1]) * fine - stamp.height / 2),
      );
    }
    this.setBounds(boundsOf(area));
  }
}

function alike(a: readonly EntityIcon[], b: readonly EntityIcon[]): boolean {
  return a.length === b.length && a.every((one, at) => sameIcon(one, b[at]!));
}

const sameIcon = (a: EntityIcon, b: EntityIcon) =>
  a.x === b.x && a.y === b.y && a.side === b.side && a.picture === b.picture && a.over === b.over;
