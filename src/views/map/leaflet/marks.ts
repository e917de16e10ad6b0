import * as L from 'leaflet';
import { at } from './crs';
import { declutter, type Label } from './declutter';

/** Something with a name that stands over the map. */
export interface Mark {
  key: string;
  x: number;
  y: number;
  kind: 'player' | 'tag' | 'stop';
  text: string;
  /** Of a player. */
  color?: string;
  /** 0–15, clockwise from north. */
  dir?: number;
  offline?: boolean;
}

/** So many at once can be read; the nearest to the middle are kept. */
const MOST = 250;
/** Zoomed out further than this, signs would cover the map. */
const SIGNS_FROM_ZOOM = -2;

/** Stays at its height: Leaflet sorts its markers by where they are, and to sort what moves with every frame costs the frame. */
class Pin extends L.Marker {
  protected _updateZIndex(): void {
    const element = this.getElement();
    if (element !== undefined) element.style.zIndex = String(this.options.zIndexOffset);
  }
}

/** On very wide screens all is larger. */
const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** Shows marks, of many only those in view. Their text is text: nothing in it is markup. */
export class Marks {
  private readonly shown = new Map<string, { marker: L.Marker; look: string }>();
  private marks: Mark[] = [];
  /** Where those are that have moved since they were set: the map may move meanwhile. */
  private readonly moved = new Map<string, L.LatLng>();

  /** Not asked for with every update: then the page must be styled in the middle of what changes it. */
  private scale = rem();

  constructor(private readonly map: L.Map) {
    map.on('resize', () => {
      this.scale = rem();
    });
    map.on('moveend zoomend resize', this.update);
  }

  set(marks: Mark[]): void {
    this.marks = marks;
    this.moved.clear();
    this.update();
  }

  /** Another place for one that is shown: for what moves with every frame, without looking at all the others again. */
  move(key: string, x: number, y: number): void {
    const to = at(x, y);
    this.moved.set(key, to);
    this.shown.get(key)?.marker.setLatLng(to);
  }

  private placeOf(mark: Mark): L.LatLng {
    return this.moved.get(mark.key) ?? at(mark.x, mark.y);
  }

  private readonly update = () => {
    const bounds = this.map.getBounds().pad(0.2);
    const zoom = this.map.getZoom();
    const middle = this.map.getCenter();
    const distance = (mark: Mark) => Math.hypot(mark.x - middle.lng, mark.y - middle.lat);
    const visible = this.marks.filter((mark) => (mark.kind === 'player' || zoom >= SIGNS_FROM_ZOOM) && bounds.contains(at(mark.x, mark.y)));
    if (visible.length > MOST) visible.sort((a, b) => distance(a) - distance(b)).length = MOST;
    const counts = declutter(visible.map((mark) => labelOf(mark, this.map.latLngToContainerPoint(at(mark.x, mark.y)), this.scale)));
    const wanted = new Map(visible.flatMap((mark) => (counts.has(mark.key) ? [[mark.key, mark] as const] : [])));
    for (const [key, { marker }] of this.shown) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.shown.delete(key);
    }
    for (const [key, mark] of wanted) {
      const count = counts.get(key) ?? 1;
      const look = JSON.stringify([mark.kind, mark.text, mark.color, mark.dir, mark.offline, count]);
      const known = this.shown.get(key);
      if (known === undefined) {
        const marker = new Pin(this.placeOf(mark), {
          icon: iconOf(mark, count),
          interactive: false,
          keyboard: false,
          zIndexOffset: mark.kind === 'player' ? 1000 : 0,
        });
        marker.addTo(this.map);
        this.shown.set(key, { marker, look });
        continue;
      }
      known.marker.setLatLng(this.placeOf(mark));
      if (known.look === look) continue;
      known.marker.setIcon(iconOf(mark, count));
      known.look = look;
    }
  };
}

/** About as large as it will be drawn: measuring text would lay out the page. */
function labelOf(mark: Mark, point: L.Point, scale: number): Label {
  const text = Math.min(160, mark.text.length * 6.5) * scale;
  const group = `${mark.kind} ${mark.text}`;
  if (mark.kind === 'player')
    return {
      key: mark.key,
      group,
      x: point.x + text / 2,
      y: point.y,
      width: text + 24 * scale,
      height: 16 * scale,
      fixed: mark.offline !== true,
    };
  return { key: mark.key, group, x: point.x, y: point.y, width: text + 30 * scale, height: 22 * scale, fixed: false };
}

function iconOf(mark: Mark, count: number): L.DivIcon {
  const element = document.createElement('span');
  element.className = mark.kind === 'player' ? `who${mark.offline === true ? ' is-off' : ''}` : 'sign';
  if (mark.kind === 'player') {
    // Who is offline is grey, whatever the colour.
    if (mark.color !== undefined && mark.offline !== true) element.style.setProperty('--p', mark.color);
    element.style.setProperty('--dir', `${(mark.dir ?? 0) * 22.5}deg`);
  } else {
    const glyph = document.createElement('i');
    glyph.className = `ui ui-${mark.kind === 'stop' ? 'train' : 'flag'}`;
    element.append(glyph);
  }
  const words = document.createElement('span');
  words.className = 'cut';
  words.textContent = mark.text;
  element.append(words);
  if (count > 1) {
    const more = document.createElement('span');
    more.className = 'sign__count';
    more.textContent = `× ${count}`;
    element.append(more);
  }
  return L.divIcon({ html: element, className: 'mark-pin', iconSize: [0, 0] });
}
