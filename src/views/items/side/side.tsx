import { useState } from 'preact/hooks';
import { languageName } from '../../../core/prototype/locale/language';
import type { Page } from '../../../core/prototype/types';
import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { Picker } from '../../parts/picker';
import { Segmented } from '../../parts/segmented';
import { useItems } from '../context';
import { hrefOfTab, refKey, sameRef } from '../href';
import { PackDialog } from '../packs/pack-dialog';
import { hasModes } from '../page/by-mode';
import { contents } from '../page/contents';
import { useOnMap } from '../page/on-map';
import { isMod } from '../parts/is-mod';
import { ThingRow } from '../parts/thing';
import { Pins } from './pins';

const MOST = 10;
const FEW = 6;

/** Pinned, recent, and the pack itself; on a page, what is on it. */
export function Side({ page }: { page: Page | null }) {
  const { state } = useItems();
  const ref = state.ref.value;
  // On a page its parts come next, and should be in sight.
  const recent = state.recent.value.slice(0, page === null ? MOST : FEW);
  return (
    <>
      <Pins />
      <section class="panel side-list" aria-label={w.side.recent}>
        <h2 class="panel__head">
          <Icon name="clock" /> {w.side.recent}
        </h2>
        {recent.length === 0 && <p class="panel__body t-12 faint">{w.side.noRecent}</p>}
        <ul>
          {recent.map((one) => (
            <li key={refKey(one)}>
              <ThingRow of={one} on={sameRef(one, ref)} {...(one.kind === 'item' ? {} : { end: w.kindShort[one.kind] ?? '' })} />
            </li>
          ))}
        </ul>
      </section>
      {page !== null && <OnPage page={page} />}
      <PackCard page={page} />
    </>
  );
}

function OnPage({ page }: { page: Page }) {
  const onMap = useOnMap(page);
  const parts = [...(onMap ? [{ id: 'on-map', title: w.onMap.title, count: null }] : []), ...contents(page)];
  if (parts.length < 2) return null;
  return (
    <nav class="panel side-list items__contents" aria-label={w.side.onPage}>
      <h2 class="panel__head">{w.side.onPage}</h2>
      <ul>
        {parts.map(({ id, title, count }) => (
          <li key={id}>
            <button type="button" class="item" onClick={() => reveal(id)}>
              <span class="cut">{title}</span>
              {count !== null && <span class="end">{number(count)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function reveal(id: string) {
  const part = document.getElementById(`p-${id}`);
  part?.scrollIntoView({ block: 'start' });
  part?.focus({ preventScroll: true });
}

function PackCard({ page }: { page: Page | null }) {
  const { state, actions } = useItems();
  const [managed, setManaged] = useState(false);
  const frame = state.frame.value;
  const pack = state.pack.value;
  if (pack === null) return null;
  const missing = frame?.missing.reduce((sum, { files }) => sum + files, 0) ?? 0;
  const languages = frame?.languages ?? [];
  const shown = state.language.value ?? '';
  const modes = page !== null && [page.recipes, page.made, page.used, page.makes].some(hasModes);
  return (
    <>
      <section class="panel side-list" aria-label={w.side.pack}>
        <h2 class="panel__head">{w.side.pack}</h2>
        <ul>
          <li>
            <a class={`item ${state.section.value === 'mod' && state.ref.value === null ? 'is-on' : ''}`} href={hrefOfTab(pack.id, 'mod')}>
              <Icon name="cube" />
              <span class="cut">{w.side.mods}</span>
              <span class="end">{number((frame?.mods ?? pack.claims.mods.map(({ value }) => value)).filter(isMod).length)}</span>
            </a>
          </li>
          {languages.length > 0 && (
            <li class="side-language">
              <Picker
                face="item"
                label={w.side.language}
                value={shown}
                choices={[
                  ...(shown === '' ? [{ value: '', label: w.page.name }] : []),
                  ...languages.map(({ code }) => ({ value: code, label: languageName(code) })),
                ]}
                onChoose={actions.setLanguage}
                before={<Icon name="globe" />}
                after={<span class="end">{w.side.languages(languages.length)}</span>}
              />
            </li>
          )}
          <li>
            <a class="item" href={hrefOfTab(pack.id, 'mod')}>
              <Icon name={missing === 0 ? 'check' : 'warn'} />
              <span class="cut">{missing === 0 ? w.missing.whole : w.side.missing}</span>
              {missing > 0 && <span class="end">{number(missing)}</span>}
            </a>
          </li>
          <li>
            <button type="button" class="item" onClick={() => setManaged(true)}>
              <Icon name="share" />
              <span class="cut">{w.pack.exportOrRename}</span>
            </button>
          </li>
          <li>
            <a class="item" href={hrefOfTab(null, null)}>
              <Icon name="layers" />
              <span class="cut">{w.side.packs}</span>
              <span class="end">{number(state.packs.value?.length ?? 0)}</span>
            </a>
          </li>
        </ul>
        {modes && (
          <div class="side-mode">
            <Segmented
              label={w.page.mode}
              value={state.expensive.value ? 'expensive' : 'normal'}
              choices={[
                { value: 'normal', label: w.page.normal },
                { value: 'expensive', label: w.page.expensive },
              ]}
              onChoose={(mode) => actions.setExpensive(mode === 'expensive')}
            />
          </div>
        )}
      </section>
      {managed && <PackDialog pack={pack} onClose={() => setManaged(false)} />}
    </>
  );
}
