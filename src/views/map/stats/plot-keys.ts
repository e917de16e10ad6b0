/** Keys and pointers on the plot move the slider's time. */
import type { Time } from '../../../state/time';

/** To the told point before or after the playhead, or to the ends. */
export function plotKeys(event: KeyboardEvent, ticks: Float64Array, time: Pick<Time, 'tick' | 'seek'>): void {
  const last = ticks.length - 1;
  if (last < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const now = time.tick.peek() ?? ticks[last]!;
  let to: number | undefined;
  if (event.key === 'ArrowLeft') to = ticks.findLast((tick) => tick < now) ?? ticks[0]!;
  else if (event.key === 'ArrowRight') to = ticks.find((tick) => tick > now) ?? ticks[last]!;
  else if (event.key === 'Home') to = ticks[0]!;
  else if (event.key === 'End') to = ticks[last]!;
  if (to === undefined) return;
  time.seek(to);
  event.preventDefault();
  // The map has the same keys.
  event.stopPropagation();
}

/** A press seeks, a drag scrubs, as on the timeline. */
export function takePresses(over: HTMLElement, tickAt: (share: number) => number, time: Pick<Time, 'scrub' | 'release'>): () => void {
  let pointer: number | null = null;
  const to = (event: PointerEvent) => {
    const { left, width } = over.getBoundingClientRect();
    time.scrub(tickAt(Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)))));
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || pointer !== null) return;
    pointer = event.pointerId;
    over.setPointerCapture(event.pointerId);
    to(event);
  };
  const move = (event: PointerEvent) => {
    if (event.pointerId === pointer) to(event);
  };
  const up = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    time.release();
  };
  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up } as const;
  for (const [name, listener] of Object.entries(listeners)) over.addEventListener(name as keyof typeof listeners, listener);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) over.removeEventListener(name as keyof typeof listeners, listener);
    if (pointer !== null) time.release();
  };
}
