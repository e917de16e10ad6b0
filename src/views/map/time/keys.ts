import type { Time } from '../../../state/time';
import { isTyping } from '../../shell/keys';
import { shareAt, zoomed } from './scale';
import type { TrackParts } from './use-pointers';

const MINUTE = 3600;
const CLOSER = 0.5;

/** Keys while the timeline has the focus. */
export function trackKeys(event: KeyboardEvent, { whole, zoom, time }: TrackParts): void {
  if (isTyping(event)) return;
  const back = event.key === 'ArrowLeft' || event.key === 'ArrowDown';
  const on = event.key === 'ArrowRight' || event.key === 'ArrowUp';
  const shown = zoom.peek() ?? whole;
  const at = Math.min(1, Math.max(0, shareAt(shown, time.tick.peek() ?? whole[1])));
  if (back || on) {
    const to = back ? -1 : 1;
    if (event.shiftKey) time.jump(to * MINUTE);
    else void time.step(to);
  } else if (event.key === 'PageDown') time.jump(-10 * MINUTE);
  else if (event.key === 'PageUp') time.jump(10 * MINUTE);
  else if (event.key === 'Home') time.seek(whole[0]);
  else if (event.key === 'End') time.seek(null);
  else if (event.key === '+' || event.key === '=') zoom.value = zoomed(shown, whole, CLOSER, at);
  else if (event.key === '-') zoom.value = zoomed(shown, whole, 1 / CLOSER, at);
  else if (event.key === '0') zoom.value = null;
  else return;
  event.preventDefault();
  // The map has the same keys.
  event.stopPropagation();
}

/** Keys anywhere on the map's page. What is a button's stays the button's. */
export function pageKeys(event: KeyboardEvent, time: Time): void {
  if (isTyping(event)) return;
  const focus = document.activeElement;
  const free = focus === null || focus === document.body || focus.closest('.map, .time__slider') !== null;
  const first = time.span.peek()?.[0];
  if (first === undefined) return;
  if (event.key === ' ' && (free || focus.matches(':not(button, a, summary, [role])'))) time.toggle();
  else if (event.key === 'Home' && free) time.seek(first);
  else if (event.key === 'End' && free) time.seek(null);
  else if (event.key === '[') time.faster(-1);
  else if (event.key === ']') time.faster(1);
  else if (event.key.toLowerCase() === 'n') time.seek(null);
  else return;
  event.preventDefault();
}
