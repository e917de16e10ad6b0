import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Span } from '../../../core/world/types';
import type { Time } from '../../../state/time';
import { inside, tickAt, zoomed } from './scale';

export interface TrackParts {
  whole: Span;
  zoom: Signal<Span | null>;
  time: Time;
}

/** So much closer with each notch of the wheel. */
const NOTCH = 1.25;

/** Dragging, the wheel, two fingers. What happens on a button inside (a fork) is the button's. */
export function usePointers(box: RefObject<HTMLElement | null>, parts: TrackParts & { hover: (share: number | null) => void }): void {
  const latest = useRef(parts);
  latest.current = parts;

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const now = () => ({ ...latest.current, shown: latest.current.zoom.peek() ?? latest.current.whole });
    const shareOf = (x: number) => {
      const { left, width } = element.getBoundingClientRect();
      return Math.min(1, Math.max(0, (x - left) / Math.max(1, width)));
    };
    const fingers = new Map<number, number>();
    /** Two fingers: where they were, and which part was shown then. */
    let pinch: { shown: Span; a: number; b: number } | null = null;
    /** Where it was before a finger came down that turned out to be the first of two. */
    let rested: number | null = null;

    const down = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button') !== null)) return;
      // Else the browser begins to select the words around it.
      event.preventDefault();
      element.setPointerCapture(event.pointerId);
      element.querySelector<HTMLElement>('[role="slider"]')?.focus({ preventScroll: true });
      fingers.set(event.pointerId, shareOf(event.clientX));
      const { shown, time } = now();
      if (fingers.size === 1) {
        rested = time.tick.peek();
        time.scrub(tickAt(shown, shareOf(event.clientX)));
      } else if (fingers.size === 2) {
        time.release();
        time.seek(rested);
        const [a = 0, b = 0] = fingers.values();
        pinch = { shown, a, b };
      }
    };
    const move = (event: PointerEvent) => {
      const { shown, time, whole, zoom, hover } = now();
      const share = shareOf(event.clientX);
      if (event.pointerType !== 'touch') hover(event.target instanceof Element && event.target.closest('button') !== null ? null : share);
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, share);
      if (pinch !== null) {
        const [a = 0, b = 0] = fingers.values();
        zoom.value = pinched(pinch, a, b, whole);
      } else time.scrub(tickAt(shown, share));
    };
    const up = (event: PointerEvent) => {
      if (!fingers.delete(event.pointerId)) return;
      if (pinch === null) now().time.release();
      else if (fingers.size === 0) pinch = null;
    };
    const leave = () => latest.current.hover(null);
    const wheel = (event: WheelEvent) => {
      const { shown, whole, zoom } = now();
      event.preventDefault();
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        if (zoom.peek() === null) return;
        const by = (sideways / Math.max(1, element.clientWidth)) * (shown[1] - shown[0]);
        zoom.value = inside([shown[0] + by, shown[1] + by], whole);
      } else if (event.deltaY !== 0)
        zoom.value = zoomed(shown, whole, NOTCH ** Math.max(-3, Math.min(3, event.deltaY / 50)), shareOf(event.clientX));
    };

    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      if (fingers.size > 0) latest.current.time.release();
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('wheel', wheel);
    };
  }, []);
}

/** What two fingers hold stays under them. */
export function pinched({ shown, a, b }: { shown: Span; a: number; b: number }, nowA: number, nowB: number, whole: Span): Span | null {
  const [was, is] = [Math.max(0.02, Math.abs(b - a)), Math.max(0.02, Math.abs(nowB - nowA))];
  const held = tickAt(shown, (a + b) / 2);
  const length = ((shown[1] - shown[0]) * was) / is;
  if (length >= whole[1] - whole[0]) return null;
  const from = held - length * ((nowA + nowB) / 2);
  return zoomed(inside([from, from + length], whole), whole, 1, 0.5);
}
