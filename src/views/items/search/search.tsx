import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SearchRow } from '../../../client';
import { t } from '../../../texts';
import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { useBackCloses } from '../../parts/use-back';
import { isTyping } from '../../shell/keys';
import { togglePin, useItems } from '../context';
import { hrefOf, refKey, sameRef } from '../href';
import { PlainSlot } from '../parts/slot';
import { ThingRow } from '../parts/thing';
import { Filters } from './filters';
import { Marked } from './marked';
import { Peek } from './peek';

/** Rows drawn; whoever wants others types on. */
const SHOWN = 60;
/** Nothing is said to be under way before that: an answer is nearly always here sooner. */
const PATIENCE_MS = 200;
const RECENT = 9;

/** The search over the page: a field, what it found, and a look at what is chosen. Opened by the bar's field, `/` and Ctrl K. */
export function Search() {
  const { state, actions } = useItems();
  const open = state.search.open.value && state.pack.value !== null;

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const slash = event.key === '/' && !isTyping(event);
      const ctrlK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!slash && !ctrlK) return;
      event.preventDefault();
      actions.openSearch();
    };
    const back = (event: KeyboardEvent) => {
      if (event.key === 'Backspace' && !isTyping(event) && document.querySelector('dialog[open]') === null) {
        event.preventDefault();
        actions.back();
      }
    };
    addEventListener('keydown', key);
    addEventListener('keydown', back);
    return () => {
      removeEventListener('keydown', key);
      removeEventListener('keydown', back);
    };
  }, []);

  return open ? <Palette /> : null;
}

function Palette() {
  const { state, actions } = useItems();
  const { search } = state;
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const answer = search.answer.value;
  const query = search.query.value;
  const rows = answer?.rows.slice(0, SHOWN) ?? [];
  const at = Math.min(search.index.value, Math.max(0, rows.length - 1));
  const chosen = rows[at] ?? null;
  const late = useLate(search.busy.value);
  const [fingers] = useState(() => matchMedia('(pointer: coarse)').matches);

  // With keys it is Escape, and one types on before a step through the history is done.
  useBackCloses(fingers, actions.closeSearch);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    input.current?.focus();
    input.current?.select();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // Back, or a link, leads somewhere else: the search does not stay over it.
  useEffect(() => {
    const moved = () => {
      if (search.query.peek() === '') actions.closeSearch();
    };
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, []);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, answer]);

  const key = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const by = step[event.key];
    if (by !== undefined) {
      event.preventDefault();
      actions.chooseAt(Math.max(0, Math.min(rows.length - 1, at + by)));
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (chosen !== null) actions.openRef(chosen.ref);
    } else if (event.key.toLowerCase() === 'p' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (chosen !== null) togglePin(actions, chosen.ref);
    } else if (event.key === 'Escape') {
      // The browser would close the dialog at once: first the words go, then the search.
      event.preventDefault();
      if (query === '') actions.closeSearch();
      else actions.setQuery('');
    } else if (event.key === 'Backspace' && query === '' && event.target === input.current) {
      event.preventDefault();
      actions.closeSearch();
    }
  };

  return (
    <dialog
      ref={dialog}
      class="pal"
      aria-label={w.search.label}
      onKeyDown={key}
      onCancel={(event) => {
        // Escape was dealt with: this is the system's Back.
        event.preventDefault();
        actions.closeSearch();
      }}
      onClose={() => actions.closeSearch()}
      onPointerDown={(event) => event.target === dialog.current && actions.closeSearch()}
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
            placeholder={w.search.hint}
            value={query}
            autocomplete="off"
            spellcheck={false}
            maxLength={200}
            enterkeyhint="go"
            onInput={(event) => actions.setQuery(event.currentTarget.value)}
          />
          <span class="t-12 faint pal__total" role="status">
            {late ? w.search.searching : answer === null || query.trim() === '' ? '' : w.search.results(answer.total)}
            {answer !== null && !answer.whole && !late && rows.length > 0 && '…'}
          </span>
          <button type="button" class="btn btn--ghost btn--icon btn--s" aria-label={t.close} onClick={actions.closeSearch}>
            <Icon name="close" />
          </button>
        </div>
        <Filters />
        <div class="pal__split">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys too; the rows are chosen from the field */}
          <div class="pal__list" ref={list} tabIndex={0}>
            {search.failed.value && <p class="pal__none bad">{w.search.failed}</p>}
            {query.trim() !== '' && answer !== null && rows.length === 0 && !search.busy.value && <Nothing query={query} />}
            {query.trim() === '' && <Recent />}
            <div role="listbox" id="search-rows" aria-label={w.search.list}>
              {rows.map((row, nth) => (
                <Hit row={row} at={nth} on={nth === at} key={refKey(row.ref)} />
              ))}
            </div>
            {answer !== null && answer.total > rows.length && (
              <p class="pal__none faint t-12">{w.search.more(answer.total - rows.length)}</p>
            )}
          </div>
          <div class="pal__side">{chosen !== null && <Peek row={chosen} />}</div>
        </div>
        <div class="pal__foot" aria-hidden="true">
          <span>
            <kbd class="kbd">↑</kbd>
            <kbd class="kbd">↓</kbd> {w.search.keys.choose}
          </span>
          <span>
            <kbd class="kbd">↵</kbd> {w.search.keys.open}
          </span>
          <span>
            <kbd class="kbd">Tab</kbd> {w.search.keys.filter}
          </span>
          <span>
            <kbd class="kbd">Ctrl</kbd>
            <kbd class="kbd">P</kbd> {w.search.keys.pin}
          </span>
          <span>
            <kbd class="kbd">Esc</kbd> {w.search.keys.close}
          </span>
        </div>
      </div>
    </dialog>
  );
}

function Hit({ row, at, on }: { row: SearchRow; at: number; on: boolean }) {
  const { state, actions } = useItems();
  const { ref, match, mod } = row;
  const inLabel = match.text === ref.label;
  const pinned = actions.isPinned(ref);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the chosen option
    <div
      class={`hit ${on ? 'is-on' : ''}`}
      role="option"
      id={`hit-${at}`}
      aria-selected={on}
      onPointerMove={() => {
        if (!on) actions.chooseAt(at);
      }}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) window.open(hrefOf(state.packId.value, ref), '_blank', 'noopener');
        else actions.openRef(ref);
      }}
    >
      <PlainSlot of={ref} size="s" />
      <div class="hit__words">
        <div class="hit__name cut">
          {inLabel ? <Marked text={ref.label} ranges={match.ranges} /> : ref.label}
          {ref.hidden === true && <span class="tag hit__tag">{w.search.hiddenToo}</span>}
        </div>
        {!inLabel && (
          <div class="hit__also cut">
            {match.language === '' ? (
              <span class="mono faint">
                <span class="vh">{w.search.internal} </span>
                <Marked text={match.text} ranges={match.ranges} />
              </span>
            ) : (
              <>
                <span class="lang">{match.language}</span>
                <span lang={match.language} dir="auto">
                  <Marked text={match.text} ranges={match.ranges} />
                </span>
              </>
            )}
          </div>
        )}
      </div>
      <span class="t-12 faint hit__end">
        {pinned && <Icon name="pin" size="s" />}
        {w.kindShort[ref.kind] ?? w.kinds[ref.kind]}
        {mod !== null && mod !== 'base' && <span class="hit__mod"> · {mod}</span>}
      </span>
    </div>
  );
}

/** Before a word is typed: what was looked at last. */
function Recent() {
  const { state } = useItems();
  // A link to this very page would lead nowhere, and the search would stay.
  const known = [...state.pinned.value, ...state.recent.value].filter((one) => !sameRef(one, state.ref.value));
  const shown = known.filter((one, at) => known.findIndex((other) => refKey(other) === refKey(one)) === at).slice(0, RECENT);
  return (
    <>
      <p class="pal__none t-12 faint">{w.search.noneTip}</p>
      {shown.length > 0 && <h2 class="label pal__label">{w.search.recent}</h2>}
      <ul>
        {shown.map((one) => (
          <li key={refKey(one)}>
            <ThingRow of={one} end={w.kindShort[one.kind] ?? w.kinds[one.kind]} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Nothing({ query }: { query: string }) {
  const { state, actions } = useItems();
  const { kinds = [], mods = [], groups = [] } = state.search.filter.value;
  const filtered = kinds.length + mods.length + groups.length;
  return (
    <div class="pal__none">
      <h2 class="sec">{w.search.none(query.trim())}</h2>
      <p class="dim">{filtered > 0 ? w.search.noneFilter : w.search.noneTip}</p>
      {filtered > 0 && (
        <button type="button" class="btn" onClick={() => actions.setFilter({})}>
          {w.search.clearFilters} <span class="faint">{number(filtered)}</span>
        </button>
      )}
    </div>
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
