import '../styles/items-search.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Ref } from '../../core/prototype/types';
import type { Items } from '../../state/items';
import { format, t } from '../../texts';
import { w } from '../../texts/items';
import { m } from '../../texts/tools';
import { useApp } from '../app-context';
import { togglePin } from '../items/context';
import { hrefOf } from '../items/href';
import { Filters } from '../items/search/filters';
import { Hit } from '../items/search/hit';
import { Peek } from '../items/search/peek';
import { Recent } from '../items/search/recent';
import { parsePosition } from '../map/parse-position';
import { Icon } from '../parts/icon';
import { useBackCloses } from '../parts/use-back';
import { type Choice, cursorAt, further } from './cursor';
import { Keys } from './keys';
import { MapHit } from './map-hit';
import { MapPeek } from './map-peek';
import { Nothing } from './nothing';
import { type Row, together } from './rows';
import { titleOf } from './words';

/** Rows drawn of each kind; whoever wants others types on. */
const SHOWN = 60;
/** Of each kind on the map, beside the items. */
const SHOWN_BESIDE = 4;
/** Nothing is said to be under way before that: an answer is nearly always here sooner. */
const PATIENCE_MS = 200;

/**
 * The search over the page: a field, what it found among the items and on the map, and a look at what is chosen. `items`: the pack that
 * is searched, which is also the context's; null: there is none, or its code is not here yet.
 */
export function Palette({ items, onMap, onClose }: { items: Items | null; onMap: boolean; onClose: () => void }) {
  const app = useApp();
  const { mapSearch, joined, map } = app.state;
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [onlyMap, setOnlyMap] = useState(false);
  const [fingers] = useState(() => matchMedia('(pointer: coarse)').matches);
  const query = mapSearch.query.value;
  const typed = query.trim();
  const world = map.info.value;

  const search = items?.search ?? null;
  const answer = search?.answer.value ?? null;
  const filter = search?.filter.value ?? {};
  const filtered = Object.values(filter).some((wanted) => wanted.length > 0);
  const found = filtered ? [] : (mapSearch.rows.value ?? []);
  const place = world === null || filtered ? null : parsePosition(typed);
  const position: Row | null =
    place === null || place === 'outside' || (place.surface !== null && world?.surfaces.some(({ name }) => name === place.surface) !== true)
      ? null
      : { key: 'position', type: 'position', at: [place.x, place.y], surface: place.surface };
  const there = onlyMap ? [] : (answer?.rows ?? []);
  const rows =
    typed === ''
      ? []
      : together(there.slice(0, SHOWN), found, position, { mapFirst: onMap, each: there.length > 0 ? SHOWN_BESIDE : SHOWN });
  const at = cursorAt(rows, typed, choice);
  const chosen = rows[at] ?? null;
  const busy = mapSearch.busy.value || search?.busy.value === true;
  const late = useLate(busy);
  const total = (onlyMap ? 0 : (answer?.total ?? 0)) + found.length + (position === null ? 0 : 1);
  const answered = answer !== null || mapSearch.rows.value !== null;
  const choose = (row: Row | undefined) => row !== undefined && setChoice({ query: typed, key: row.key });

  // With keys it is Escape, and one types on before a step through the history is done.
  useBackCloses(fingers, onClose);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    input.current?.focus();
    // What was typed before the field was here is typed on.
    if (onMap) input.current?.setSelectionRange(query.length, query.length);
    else input.current?.select();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // Back, or a link, leads somewhere else: the search does not stay over it.
  useEffect(() => {
    const moved = () => {
      if (mapSearch.query.peek() === '') onClose();
    };
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, []);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, answer, mapSearch.rows.value]);

  const go = (row: Row, tab = false) => {
    if (row.type === 'item') return open(row.row.ref, tab);
    const title = row.type === 'map' ? titleOf(app.state, row.found) : format.position(...row.at);
    onClose();
    if (row.type === 'map') mapSearch.go(row.found, title, row.also);
    else mapSearch.goTo(title, row.at, row.surface);
  };
  const open = (ref: Ref, tab: boolean) => {
    const href = hrefOf(items?.packId.peek() ?? null, ref);
    if (tab) window.open(href, '_blank', 'noopener');
    else if (onMap) {
      onClose();
      location.hash = href;
    } else items?.actions.openRef(ref);
  };
  /** On the map: where it stands, or what makes it. */
  const show = (row: Row) => {
    if (row.type !== 'item') return go(row);
    const { ref } = row.row;
    const surface = map.surface.peek();
    const known = ref.kind === 'item' || ref.kind === 'entity' || ref.kind === 'recipe';
    if (!known || surface === null || joined.pack.peek()?.id !== items?.packId.peek()) return open(ref, false);
    const what = ref.kind === 'recipe' ? { names: null, recipes: [ref.name] } : { names: [ref.name], recipes: null };
    onClose();
    void app.actions.showAll(
      { title: ref.label, ...what, surface: surface.index, at: [map.x.peek() ?? 0, map.y.peek() ?? 0] },
      { fly: true, failed: m.find.failed },
    );
  };

  const key = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const by = step[event.key];
    if (by !== undefined) {
      event.preventDefault();
      choose(further(rows, at, by));
    } else if (event.key === 'Enter' && event.target === input.current && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (chosen !== null) event.shiftKey ? show(chosen) : go(chosen);
    } else if (event.key.toLowerCase() === 'p' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (chosen?.type === 'item' && items !== null) togglePin(items.actions, chosen.row.ref);
    } else if (event.key === 'Escape') {
      // The browser would close the dialog at once: first the words go, then the search.
      event.preventDefault();
      if (query === '') onClose();
      else mapSearch.setQuery('');
    } else if (event.key === 'Backspace' && query === '' && event.target === input.current) {
      event.preventDefault();
      onClose();
    }
  };

  const groups = [
    { label: '', rows: rows.filter(({ type }) => type === 'position') },
    { label: m.find.onMap(world?.name ?? ''), rows: rows.filter(({ type }) => type === 'map') },
    { label: m.find.items, rows: rows.filter(({ type }) => type === 'item') },
  ].filter((group) => group.rows.length > 0);
  if (!onMap) groups.sort((a, b) => Number(a.rows[0]?.type === 'map') - Number(b.rows[0]?.type === 'map'));
  const headed = groups.filter(({ label }) => label !== '').length > 1 || onMap;

  return (
    <dialog
      ref={dialog}
      class="pal"
      aria-label={w.search.label}
      onKeyDown={key}
      onCancel={(event) => {
        // Escape was dealt with: this is the system's Back.
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <div class="pal__box">
        <div class="pal__in">
          <Icon name="search" class="faint" />
          <input
            ref={input}
            type="text"
            role="combobox"
            aria-label={w.search.label}
            aria-expanded={rows.length > 0}
            aria-controls="search-rows"
            aria-autocomplete="list"
            aria-activedescendant={chosen === null ? undefined : `hit-${at}`}
            placeholder={onMap ? m.find.hint : w.search.hint}
            value={query}
            autocomplete="off"
            spellcheck={false}
            maxLength={200}
            enterkeyhint="go"
            onInput={(event) => mapSearch.setQuery(event.currentTarget.value)}
          />
          <span class="t-12 faint pal__total" role="status">
            {late ? w.search.searching : !answered || typed === '' ? '' : w.search.results(total)}
            {answer !== null && !answer.whole && !late && rows.length > 0 && '…'}
          </span>
          <button type="button" class="btn btn--ghost btn--icon btn--s" aria-label={t.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {items === null ? (
          <div class="pal__chips pal__chips--none" />
        ) : (
          <Filters onlyMap={onlyMap} onOnlyMap={setOnlyMap} found={mapSearch.rows.value?.length ?? 0} />
        )}
        <div class="pal__split">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys too; the rows are chosen from the field */}
          <div class="pal__list" ref={list} tabIndex={0}>
            {search?.failed.value === true && <p class="pal__none bad">{w.search.failed}</p>}
            {mapSearch.failed.value && <p class="pal__none bad">{m.find.failed}</p>}
            {typed !== '' && answered && rows.length === 0 && !busy && <Nothing query={typed} items={items} place={place} onMap={onMap} />}
            {typed === '' && (onMap || items === null ? <p class="pal__none t-12 faint">{m.find.noneTip}</p> : <Recent />)}
            <div role="listbox" id="search-rows" aria-label={w.search.list}>
              {groups.map((group) => (
                // biome-ignore lint/a11y/useSemanticElements: a group of options
                <div role="group" key={group.label} aria-label={group.label || m.find.position}>
                  {headed && group.label !== '' && (
                    <div class="label pal__label" aria-hidden="true">
                      {group.label}
                    </div>
                  )}
                  {group.rows.map((row) => {
                    const nth = rows.indexOf(row);
                    const shared = { id: `hit-${nth}`, on: nth === at, onChoose: () => choose(row) };
                    return row.type === 'item' ? (
                      <Hit key={row.key} row={row.row} {...shared} onOpen={(tab) => open(row.row.ref, tab)} />
                    ) : (
                      <MapHit key={row.key} row={row} query={typed} {...shared} onGo={() => go(row)} />
                    );
                  })}
                </div>
              ))}
            </div>
            {answer !== null && !onlyMap && answer.total > SHOWN && (
              <p class="pal__none faint t-12">{w.search.more(answer.total - Math.min(SHOWN, answer.rows.length))}</p>
            )}
          </div>
          <div class="pal__side">
            {chosen?.type === 'item' && items !== null ? (
              <Peek row={chosen.row} />
            ) : (
              chosen !== null && chosen.type !== 'item' && <MapPeek row={chosen} />
            )}
          </div>
        </div>
        <Keys items={items !== null} world={world !== null} />
      </div>
    </dialog>
  );
}

function useLate(busy: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!busy) return setLate(false);
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [busy]);
  return late;
}
