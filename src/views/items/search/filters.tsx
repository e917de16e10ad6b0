import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { SearchFilter, Tab } from '../../../client';
import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { m } from '../../../texts/tools';
import { Icon } from '../../parts/icon';
import { useItems } from '../context';
import { Picture } from '../parts/picture';

/** Chips that narrow what was found, each with how many it would leave. `found`: on the map, which is none of the pack's kinds. */
export function Filters({ found, onlyMap, onOnlyMap }: { found: number; onlyMap: boolean; onOnlyMap: (only: boolean) => void }) {
  const { state, actions } = useItems();
  const { search } = state;
  const answer = search.answer.value;
  const filter = search.filter.value;
  const [more, setMore] = useState(false);
  const narrowed = (filter.mods?.length ?? 0) + (filter.groups?.length ?? 0);
  // Kinds without a list of their own are found, but not filtered by.
  const kinds = (Object.entries(answer?.kinds ?? {}) as [Tab, number][]).filter(([kind]) => Object.hasOwn(w.tabs, kind));
  for (const kind of filter.kinds ?? []) if (!kinds.some(([one]) => one === kind)) kinds.push([kind, 0]);
  const mods = Object.entries(answer?.mods ?? {})
    .sort((a, b) => b[1] - a[1])
    .slice(0, 30);
  const groups = answer?.groups ?? [];
  if (answer === null) return <div class="pal__chips pal__chips--none" />;

  return (
    <>
      <div class="pal__chips">
        <Chip
          on={(filter.kinds ?? []).length === 0 && !onlyMap}
          onClick={() => {
            onOnlyMap(false);
            set({ kinds: [] });
          }}
        >
          {w.search.everything}
        </Chip>
        {kinds.map(([kind, count]) => (
          <Chip key={kind} on={filter.kinds?.includes(kind) === true} onClick={() => narrow({ kinds: toggled(filter.kinds, kind) })}>
            {w.tabs[kind]} <span class="faint">{number(count)}</span>
          </Chip>
        ))}
        {(found > 0 || onlyMap) && (
          <Chip on={onlyMap} onClick={() => onOnlyMap(!onlyMap)}>
            {m.find.chip} <span class="faint">{number(found)}</span>
          </Chip>
        )}
        <span class="grow" />
        {(mods.length > 1 || groups.length > 1 || narrowed > 0) && (
          <button type="button" class="chip" aria-pressed={narrowed > 0} aria-expanded={more} onClick={() => setMore(!more)}>
            <Icon name="filter" size="s" /> {w.search.filters} {narrowed > 0 && <span class="faint">{number(narrowed)}</span>}
          </button>
        )}
      </div>
      {more && (
        <div class="pal__more">
          {mods.length > 0 && (
            <div class="pal__chips">
              <span class="label">{w.search.mods}</span>
              {mods.map(([mod, count]) => (
                <Chip key={mod} on={filter.mods?.includes(mod) === true} onClick={() => set({ mods: toggled(filter.mods, mod) })}>
                  {mod} <span class="faint">{number(count)}</span>
                </Chip>
              ))}
            </div>
          )}
          {groups.length > 0 && (
            <div class="pal__chips">
              <span class="label">{w.search.groups}</span>
              {groups.map(({ ref, count }) => (
                <Chip
                  key={ref.name}
                  on={filter.groups?.includes(ref.name) === true}
                  onClick={() => set({ groups: toggled(filter.groups, ref.name) })}
                >
                  {ref.picture !== null && <Picture of={ref} class="pic--16" />} {ref.label} <span class="faint">{number(count)}</span>
                </Chip>
              ))}
            </div>
          )}
        </div>
      )}
    </>
  );

  /** To kinds of the pack: nothing of the map is one. */
  function narrow(change: SearchFilter) {
    onOnlyMap(false);
    set(change);
  }

  function set(change: SearchFilter) {
    const next = { ...filter, ...change };
    const filled = Object.entries(next).filter(([, list]) => list !== undefined && list.length > 0);
    actions.setFilter(Object.fromEntries(filled) as SearchFilter);
  }
}

function Chip({ on, onClick, children }: { on: boolean; onClick: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="chip" aria-pressed={on} onClick={onClick}>
      {children}
    </button>
  );
}

function toggled<T>(list: readonly T[] | undefined, one: T): T[] {
  const kept = list ?? [];
  return kept.includes(one) ? kept.filter((other) => other !== one) : [...kept, one];
}
