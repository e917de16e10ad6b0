import '../styles/slots.css';
import '../styles/items.css';
import '../styles/items-page.css';
import '../styles/items-search.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Items } from '../../state/items';
import { t } from '../../texts';
import { w } from '../../texts/items';
import { Icon } from '../parts/icon';
import { Bones, StateCard } from '../parts/state-card';
import { useBackCloses } from '../parts/use-back';
import { ItemsContext, useItems } from './context';
import { Discover } from './front/discover';
import { Front } from './front/front';
import { MissingList } from './front/missing-list';
import { sameRef } from './href';
import { PackList } from './packs/pack-list';
import { PageAside } from './page/aside';
import { ItemPage } from './page/item-page';
import { ModList } from './page/mods';
import { Search } from './search/search';
import { Side } from './side/side';
import { Tips } from './tips/tips';

/** The item browser: sidebar, list or page, and what stands beside it. */
export function ItemsView({ items }: { items: Items }) {
  return (
    <ItemsContext.Provider value={items}>
      <Body />
      <Search />
      <Tips />
    </ItemsContext.Provider>
  );
}

function Body() {
  const { state, actions } = useItems();
  const [side, setSide] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  /** Until something was opened from here. */
  const quiet = useRef(true);
  const pack = state.pack.value;
  const ref = state.ref.value;
  const section = state.section.value;
  const page = state.page.value;
  const shown = page !== null && ref !== null && sameRef(page.ref, ref) ? page : null;

  useEffect(() => {
    const title = ref === null ? (pack?.name ?? w.title) : (shown?.ref.label ?? w.title);
    document.title = `${title} · ${t.name}`;
  }, [ref, shown, pack?.name]);
  // The drawer is over the page: what is opened from it, and Escape, close it.
  useEffect(() => setSide(false), [ref, section, pack?.id]);
  useEffect(() => {
    if (ref === null) quiet.current = false;
  }, [ref]);

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && side) setSide(false);
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [side]);

  useBackCloses(side, () => setSide(false));

  if (state.packId.value === null || state.missing.value) return <PackList />;
  if (pack === null)
    return (
      <main class="middle">
        <h1 class="vh">{w.title}</h1>
        <StateCard icon="clock" title={w.loading} busy>
          <Bones />
        </StateCard>
      </main>
    );
  if (pack.tooNew === true)
    return (
      <main class="middle">
        <h1 class="vh">{w.title}</h1>
        <StateCard kind="bad" icon="bad" title={w.pack.tooNew}>
          <p>{w.pack.tooNewTip}</p>
        </StateCard>
      </main>
    );

  const failed = state.frameFailed.value || (ref === null ? state.gridFailed.value : state.pageFailed.value);
  const isMods = ref === null && section === 'mod';
  // What has nothing to stand beside it takes the whole width.
  const whole = shown !== null && (shown.technology !== null || shown.ref.kind === 'mod');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the drawer closes it; by keys it is Escape
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <div
      onClick={(event) => event.target === root.current && setSide(false)}
      class={`items ${side ? 'items--side' : ''} ${ref === null ? '' : 'items--page'} ${whole ? 'items--whole' : ''}`}
      ref={root}
    >
      <aside class="items__side" aria-label={w.side.label}>
        <button type="button" class="btn btn--ghost items__unside" onClick={() => setSide(false)}>
          <Icon name="close" /> {t.close}
        </button>
        <Side page={shown} />
      </aside>
      <main class="items__main">
        {failed ? (
          <StateCard kind="bad" icon="bad" title={w.failed}>
            <p>{w.failedTip}</p>
            <div class="btns">
              <button type="button" class="btn btn--primary" onClick={() => void actions.retry()}>
                {t.retry}
              </button>
            </div>
          </StateCard>
        ) : ref !== null ? (
          <ItemPage quiet={quiet.current} />
        ) : isMods ? (
          <div class="items__page">
            <h1 class="vh">{w.mods.title}</h1>
            <ModList />
            <MissingList />
          </div>
        ) : (
          <Front />
        )}
      </main>
      <aside class="items__pane" aria-label={ref === null ? w.front.pane : w.page.facts}>
        {ref === null ? !failed && <Discover /> : shown !== null && <PageAside page={shown} />}
      </aside>
      <button type="button" class="btn items__opener" aria-expanded={side} onClick={() => setSide(!side)}>
        <Icon name="pin" /> <span class="vh">{w.side.open}</span>
      </button>
    </div>
  );
}
