import { observeWindowOffset, observeWindowRect, type VirtualItem, Virtualizer, windowScroll } from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

/**
 * The rows that are in the window now, of a list that scrolls with the page. `keep` is drawn wherever it is, so that the focus in it
 * is not lost.
 */
export function useVirtual(given: {
  count: number;
  sizeOf: (index: number) => number;
  /** Pixels of the page above the list. */
  above: number;
  /** Pixels of the window that something sticks over. */
  covered: number;
  keep: number | null;
}) {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const keep = useRef(given.keep);
  keep.current = given.keep;
  const [virtual] = useState(() => new Virtualizer<Window, Element>(options()));
  virtual.setOptions(options());

  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  // Sizes are told by the caller and never measured: when they change, all change.
  useLayoutEffect(() => virtual.measure(), [given.sizeOf, given.count]);

  return {
    rows: virtual.getVirtualItems() as VirtualItem[],
    height: virtual.getTotalSize(),
    reveal: (index: number, align: 'start' | 'auto' = 'auto') => virtual.scrollToIndex(index, { align }),
    /** Index of the row under what is covered. */
    top: virtual.getVirtualItemForOffset((virtual.scrollOffset ?? 0) + given.covered)?.index ?? 0,
  };

  function options() {
    return {
      count: given.count,
      getScrollElement: () => window,
      estimateSize: given.sizeOf,
      scrollToFn: windowScroll,
      observeElementRect: observeWindowRect,
      observeElementOffset: observeWindowOffset,
      scrollMargin: given.above,
      scrollPaddingStart: given.covered,
      scrollPaddingEnd: 16,
      overscan: 4,
      initialOffset: () => window.scrollY,
      rangeExtractor: ({
        startIndex,
        endIndex,
        overscan,
        count,
      }: {
        startIndex: number;
        endIndex: number;
        overscan: number;
        count: number;
      }) => {
        const list: number[] = [];
        for (let at = Math.max(0, startIndex - overscan); at <= Math.min(count - 1, endIndex + overscan); at += 1) list.push(at);
        const kept = keep.current;
        if (kept !== null && kept < count && !list.includes(kept)) list.push(kept);
        return list.sort((a, b) => a - b);
      },
      onChange: () => redraw(0),
    };
  }
}
