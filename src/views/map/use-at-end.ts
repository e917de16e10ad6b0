import { useLayoutEffect, useRef } from 'preact/hooks';

/** Nearer than this to the end, in px, is at the end. */
const NEAR = 24;

/** Keeps the end of a list in view, however list and box grow or shrink, until somebody scrolls up. */
export function useAtEnd(on: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = useRef(0);
  const held = useRef<number | null>(null);

  const settle = () => {
    const element = box.current;
    if (element === null || !atEnd.current) return;
    element.scrollTop = element.scrollHeight;
    last.current = element.scrollTop;
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null && held.current !== null && element.scrollHeight - element.scrollTop !== held.current) {
      element.scrollTop = element.scrollHeight - held.current;
      last.current = element.scrollTop;
      held.current = null;
    } else if (on) settle();
  });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || !on) return;
    atEnd.current = true;
    const watcher = new ResizeObserver(settle);
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    return () => watcher.disconnect();
  }, [on]);

  return {
    box,
    /** To be called before lines are added at the top: what is looked at stays where it is. */
    hold() {
      const element = box.current;
      if (element === null) return;
      held.current = element.scrollHeight - element.scrollTop;
      atEnd.current = false;
    },
    onScroll() {
      const element = box.current;
      if (element === null) return;
      if (element.scrollHeight - element.scrollTop - element.clientHeight < NEAR) atEnd.current = true;
      // Only a move upwards is somebody's wish: lines that come push the end away too.
      else if (element.scrollTop < last.current) atEnd.current = false;
      last.current = element.scrollTop;
    },
  };
}
