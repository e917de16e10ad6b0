import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Grid as Given } from '../../../client';
import { t } from '../../../texts';
import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { StateCard } from '../../parts/state-card';
import { togglePin, useItems } from '../context';
import { refKey } from '../href';
import { Slot } from '../parts/slot';
import { GroupTabs } from './group-tabs';
import { HEAD_HEIGHT, layoutRows, neighbour, ROW_GAP } from './layout';
import { useVirtual } from './use-virtual';

/** Everything of one kind in the game's order: groups, subgroups, slots. Only the rows in the window are in the page. */
export function Grid({ grid, covered }: { grid: Given /** Pixels of what sticks to the window's upper edge. */; covered: number }) {
  const { state, actions } = useItems();
  const showHidden = state.showHidden.value;
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, slot: 40, above: 0, broad: true });
  const [at, setAt] = useState<[row: number, cell: number] | null>(null);
  const wantsFocus = useRef(false);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const slot = Number.parseFloat(getComputedStyle(element).getPropertyValue('--slot')) || 40;
      const above = element.getBoundingClientRect().top + scrollY;
      const next = { width: element.clientWidth, slot, above, broad: matchMedia('(min-width: 900px)').matches };
      setSize((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);

  const rows = useMemo(
    () => (size.width === 0 ? [] : layoutRows(grid.groups, size.width, size.slot, showHidden, size.broad)),
    [grid, size, showHidden],
  );
  const sizeOf = useCallback((index: number) => (rows[index]?.type === 'head' ? HEAD_HEIGHT : size.slot + ROW_GAP), [rows, size.slot]);
  const virtual = useVirtual({ count: rows.length, sizeOf, above: size.above, covered, keep: at?.[0] ?? null });

  // What had the focus may be elsewhere now, or gone.
  useEffect(() => setAt(null), [rows]);
  useLayoutEffect(() => {
    if (!wantsFocus.current || at === null) return;
    const slot = box.current?.querySelector<HTMLElement>(`[data-row="${at[0]}"] [data-cell="${at[1]}"] > a`);
    if (slot == null) return;
    wantsFocus.current = false;
    slot.focus({ preventScroll: true });
  });

  const key = (event: KeyboardEvent) => {
    const place = placeOf(event.target);
    if (place === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'p' || event.key === 'P') {
      const row = rows[place[0]];
      const entry = row?.type === 'slots' ? row.cells[place[1]]?.entry : undefined;
      if (entry !== undefined) togglePin(actions, entry);
      return;
    }
    const next = neighbour(rows, place[0], place[1], event.key);
    if (next === null) return;
    event.preventDefault();
    wantsFocus.current = true;
    setAt(next);
    virtual.reveal(next[0]);
  };

  useKeptPlace(`${state.packId.value} ${grid.tab}`, rows.length > 0);

  const total = grid.groups.reduce((sum, group) => sum + group.count, 0);
  const hidden = grid.groups.reduce((sum, group) => sum + group.hidden, 0);
  const groupAt = rows[virtual.top]?.at ?? 0;
  /** One tab stop a group: the slot last focused, else its first. */
  const stops = new Map<number, string>();
  for (const [index, row] of rows.entries()) if (row.type === 'slots' && !stops.has(row.at)) stops.set(row.at, `${index} 0`);
  const focused = at === null ? undefined : rows[at[0]];
  if (at !== null && focused !== undefined) stops.set(focused.at, `${at[0]} ${at[1]}`);

  return (
    <>
      <GroupTabs
        groups={grid.groups}
        chosen={groupAt}
        shown={new Set(rows.map((row) => row.at))}
        onChoose={(group) => {
          const index = rows.findIndex((row) => row.type === 'head' && row.at === group);
          if (index >= 0) virtual.reveal(index, 'start');
        }}
      />
      <div class="panel grid">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move the focus among the links in it */}
        <div
          class="grid__rows"
          ref={box}
          style={{ height: `${virtual.height}px` }}
          onKeyDown={key}
          onFocusIn={(event) => {
            const place = placeOf(event.target);
            if (place !== null && (at === null || place[0] !== at[0] || place[1] !== at[1])) setAt(place);
          }}
        >
          {virtual.rows.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const top = { transform: `translateY(${start - size.above}px)` };
            if (row.type === 'head')
              return (
                <h2 class="grid__head t-16" key={`h${row.group.group.name}`} style={top}>
                  <span class="cut" dir="auto">
                    {row.group.group.label || w.tabs[grid.tab]}
                  </span>{' '}
                  <span class="faint">{number(row.group.count)}</span>
                  <span class="grow" />
                  {index === 0 && hidden > 0 && (
                    <button type="button" class="btn btn--ghost btn--s" onClick={() => actions.setShowHidden(!showHidden)}>
                      <Icon name={showHidden ? 'eye' : 'off'} size="s" />
                      {showHidden ? w.front.hideHidden(hidden) : w.front.showHidden(hidden)}
                    </button>
                  )}
                </h2>
              );
            return (
              <div class="grid__row" key={`r${index}`} data-row={index} style={top}>
                {row.cells.map((cell, nth) => (
                  <span class="grid__cell" key={refKey(cell.entry)} data-cell={nth} style={{ left: `${cell.x}px` }}>
                    <Slot
                      of={cell.entry}
                      tabIndex={stops.get(row.at) === `${index} ${nth}` ? 0 : -1}
                      {...(cell.entry.hidden === true ? { words: `${cell.entry.label}, ${w.front.hiddenMark}` } : {})}
                    />
                  </span>
                ))}
              </div>
            );
          })}
        </div>
        {rows.length === 0 && size.width > 0 && (
          <StateCard icon="info" title={w.front.empty(grid.tab)}>
            {hidden > 0 && (
              <div class="btns">
                <button type="button" class="btn" onClick={() => actions.setShowHidden(true)}>
                  {w.front.showHidden(hidden)}
                </button>
              </div>
            )}
          </StateCard>
        )}
        <p class="vh" aria-live="polite">
          {t.name}: {w.front.grid(w.tabs[grid.tab], total)}
        </p>
      </div>
    </>
  );
}

/** How far down a list was read: whoever comes back to it goes on there. */
const places = new Map<string, number>();

function useKeptPlace(list: string, ready: boolean) {
  useLayoutEffect(() => {
    if (!ready) return;
    scrollTo({ top: places.get(list) ?? 0 });
    const keep = () => places.set(list, scrollY);
    addEventListener('scroll', keep, { passive: true });
    return () => removeEventListener('scroll', keep);
  }, [list, ready]);
}

function placeOf(target: EventTarget | null): [row: number, cell: number] | null {
  if (!(target instanceof Element)) return null;
  const cell = target.closest<HTMLElement>('[data-cell]');
  const row = target.closest<HTMLElement>('[data-row]');
  return cell === null || row === null ? null : [Number(row.dataset.row), Number(cell.dataset.cell)];
}
