import type { ReadonlySignal } from '@preact/signals';
import type * as L from 'leaflet';
import type { View } from '../../core/world/types';
import type { App } from '../../state/app';
import type { StageState } from './stage-state';

const REST_MS = 200;
/** After one tip the next comes at once. */
const NEXT_MS = 500;
const AT_ONCE_MS = 30;

/** Tells where the pointer is and, where it rests, what stands there. A finger has no place before it presses. */
export function followPointer(
  map: L.Map,
  container: HTMLElement,
  client: App['client'],
  looked: ReadonlySignal<View | null>,
  stage: StageState,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | null = null;
  let byMouse = false;
  let lastTip = Number.NEGATIVE_INFINITY;
  const who = (event: PointerEvent) => {
    byMouse = event.pointerType !== 'touch';
  };
  container.addEventListener('pointermove', who, true);
  container.addEventListener('pointerdown', who, true);

  const forget = () => {
    clearTimeout(timer);
    asking?.abort();
  };
  const same = (x: number, y: number) => {
    const now = stage.hover.peek();
    return now !== null && Math.floor(now.x) === Math.floor(x) && Math.floor(now.y) === Math.floor(y);
  };

  map.on('mousemove', ({ latlng, originalEvent }) => {
    if (!byMouse) return;
    const [x, y] = [latlng.lng, latlng.lat];
    const stay = same(x, y);
    stage.hover.value = { x, y };
    if (stay) return;
    forget();
    if (originalEvent.buttons !== 0) return;
    if (stage.tip.peek() !== null) lastTip = performance.now();
    timer = setTimeout(() => void tell(x, y), performance.now() - lastTip < NEXT_MS ? AT_ONCE_MS : REST_MS);
  });
  map.on('mouseout', () => {
    forget();
    stage.hover.value = null;
    stage.tip.value = null;
  });
  map.on('click', forget);

  async function tell(x: number, y: number) {
    const view = looked.peek();
    if (view === null) return;
    asking = new AbortController();
    try {
      const [thing] = await client.raster.here(view, x, y, asking.signal);
      if (same(x, y)) stage.tip.value = thing === undefined ? null : { x, y, thing };
    } catch {
      // The pointer went on, or the worker is being started again: the next rest asks anew.
    }
  }

  return () => {
    forget();
    container.removeEventListener('pointermove', who, true);
    container.removeEventListener('pointerdown', who, true);
  };
}
