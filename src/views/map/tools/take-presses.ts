import type * as L from 'leaflet';
import type { Position } from '../../../core/packet/schema';

/** A press that moved further than this, in px, moved the map or drew something: it chooses no point. */
const STILL = 5;

interface Presses {
  /** A press at a place. */
  press(at: Position): void;
  /** While a mouse drags; `over`: it was let go. Absent: dragging moves the map. */
  drag?(from: Position, to: Position, over: boolean): void;
}

/**
 * Takes presses on the map for a tool, before the map sees them. A finger always moves the map: with it, corners are pressed one by
 * one. Answers how to end.
 */
export function takePresses(map: L.Map, { press, drag }: Presses): () => void {
  const container = map.getContainer();
  const place = (event: MouseEvent): Position => {
    const { lng, lat } = map.mouseEventToLatLng(event);
    return [lng, lat];
  };
  let began: { x: number; y: number; at: Position; byMouse: boolean } | null = null;
  const far = (event: MouseEvent) => began !== null && Math.hypot(event.clientX - began.x, event.clientY - began.y) > STILL;

  const down = (event: PointerEvent) => {
    const byMouse = event.pointerType !== 'touch';
    began = { x: event.clientX, y: event.clientY, at: place(event), byMouse };
    if (drag === undefined) return;
    if (!byMouse) map.dragging.enable();
    else {
      map.dragging.disable();
      if (event.button === 0) container.setPointerCapture(event.pointerId);
    }
  };
  const move = (event: PointerEvent) => {
    if (drag !== undefined && began?.byMouse === true && (event.buttons & 1) !== 0 && far(event)) drag(began.at, place(event), false);
  };
  const click = (event: MouseEvent) => {
    event.stopPropagation();
    // A key's press of a button inside the map is none on the map.
    if (event.target instanceof Element && event.target.closest('button, a') !== null) return;
    if (!far(event)) press(place(event));
    else if (drag !== undefined && began?.byMouse === true) drag(began.at, place(event), true);
    began = null;
  };
  const twice = (event: MouseEvent) => event.stopPropagation();

  container.classList.add('is-tool');
  container.addEventListener('pointerdown', down, true);
  container.addEventListener('pointermove', move, true);
  container.addEventListener('click', click, true);
  container.addEventListener('dblclick', twice, true);
  return () => {
    container.classList.remove('is-tool');
    container.removeEventListener('pointerdown', down, true);
    container.removeEventListener('pointermove', move, true);
    container.removeEventListener('click', click, true);
    container.removeEventListener('dblclick', twice, true);
    map.dragging.enable();
  };
}
