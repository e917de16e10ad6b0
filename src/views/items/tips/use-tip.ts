import { useEffect, useState } from 'preact/hooks';
import type { Ref } from '../../../core/prototype/types';
import { refOf } from '../href';

const DELAY_MS = 200;
/** The next one within this time after the last is shown at once. */
const WARM_MS = 500;
const PRESS_MS = 400;
/** A finger that moves further scrolls. */
const SLACK_PX = 10;

export interface Tip {
  ref: Ref;
  anchor: HTMLElement;
  /** A tooltip goes when the pointer does; a card, by a long press, stays until it is dealt with. */
  face: 'tip' | 'card';
}

/** What is pointed at, has the focus or is pressed long, anywhere on the page: whatever bears `data-ref`. */
export function useTip(): [Tip | null, () => void] {
  const [tip, setTip] = useState<Tip | null>(null);

  useEffect(() => {
    let now: Tip | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hiddenAt = Number.NEGATIVE_INFINITY;
    let pressed: { x: number; y: number; timer: ReturnType<typeof setTimeout> } | null = null;
    /** The click that ends a long press opens nothing. */
    let swallow = false;

    const show = (next: Tip | null) => {
      clearTimeout(timer);
      if (now?.face === 'tip' && next === null) hiddenAt = performance.now();
      now = next;
      setTip(next);
    };
    /** What has the focus keeps its tooltip while the page scrolls to it. */
    let focused = false;
    const later = (anchor: HTMLElement, byFocus: boolean) => {
      focused = byFocus;
      if (now?.anchor === anchor) return;
      const warm = now?.face === 'tip' || performance.now() - hiddenAt < WARM_MS;
      if (now !== null) show(null);
      clearTimeout(timer);
      const open = () => {
        if (anchor.isConnected) show({ ref: refOf(anchor.dataset.ref ?? ''), anchor, face: 'tip' });
      };
      if (warm) open();
      else timer = setTimeout(open, DELAY_MS);
    };
    const anchorOf = (target: EventTarget | null) => (target instanceof Element ? target.closest<HTMLElement>('[data-ref]') : null);
    const away = () => {
      clearTimeout(timer);
      if (now?.face === 'tip') show(null);
    };
    const unpress = () => {
      if (pressed !== null) clearTimeout(pressed.timer);
      pressed = null;
    };

    const listeners: { [K in keyof DocumentEventMap]?: (event: DocumentEventMap[K]) => void } = {
      pointerover(event) {
        if (event.pointerType === 'touch' || now?.face === 'card') return;
        const anchor = anchorOf(event.target);
        if (anchor !== null) later(anchor, false);
        else if (!focused) away();
      },
      focusin(event) {
        const anchor = anchorOf(event.target);
        if (anchor !== null && anchor === event.target && anchor.matches(':focus-visible')) later(anchor, true);
        else if (now?.face === 'tip') away();
      },
      focusout() {
        focused = false;
        away();
      },
      pointerdown(event) {
        swallow = false;
        if (event.pointerType !== 'touch') return away();
        const anchor = anchorOf(event.target);
        if (now?.face === 'card' && !(event.target instanceof Element && event.target.closest('.itip') !== null)) show(null);
        unpress();
        if (anchor === null) return;
        const open = () => {
          pressed = null;
          swallow = true;
          show({ ref: refOf(anchor.dataset.ref ?? ''), anchor, face: 'card' });
        };
        pressed = { x: event.clientX, y: event.clientY, timer: setTimeout(open, PRESS_MS) };
      },
      pointermove(event) {
        if (pressed !== null && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > SLACK_PX) unpress();
      },
      pointerup: unpress,
      pointercancel: unpress,
      contextmenu(event) {
        // The browser's own menu of a link would lie over the card.
        if (swallow || pressed !== null) event.preventDefault();
      },
      click(event) {
        if (swallow) {
          event.preventDefault();
          event.stopPropagation();
        } else away();
        swallow = false;
      },
      keydown(event) {
        if (event.key === 'Escape' && now !== null) show(null);
      },
      scroll() {
        if (!focused) away();
        else if (now !== null) show({ ...now });
      },
    };
    const entries = Object.entries(listeners) as [string, EventListener][];
    for (const [type, listener] of entries) document.addEventListener(type, listener, { capture: true, passive: false });
    return () => {
      clearTimeout(timer);
      unpress();
      for (const [type, listener] of entries) document.removeEventListener(type, listener, { capture: true });
    };
  }, []);

  // Whoever reads by ear hears what the tooltip says, after the name.
  useEffect(() => {
    if (tip === null || tip.face !== 'tip') return;
    tip.anchor.setAttribute('aria-describedby', 'tip');
    return () => tip.anchor.removeAttribute('aria-describedby');
  }, [tip]);

  return [tip, () => setTip(null)];
}
