import { useEffect, useState } from 'preact/hooks';
import type { PackInfo } from '../../core/pack/types';
import { THEMES } from '../../state/theme';
import { t } from '../../texts';
import { useApp } from '../app-context';
import { LiveChip } from '../live/live-chip';
import { BrandMark } from '../parts/brand';
import { Icon } from '../parts/icon';
import { Picker } from '../parts/picker';
import { pickFiles } from './pick';

/** The bar over every view. On a phone's map only its menu remains, as a part of the map's own top. */
export function Bar({ onHelp, onShare }: { onHelp: () => void; onShare: () => void }) {
  const { state, actions } = useApp();
  const onMap = state.page.value === 'map';
  const onItems = state.page.value === 'items';
  const items = onItems ? state.items.value : null;
  const lastPack = state.items.value?.packId.value ?? null;
  const itemsHref = lastPack === null ? '#/items' : `#/items/${encodeURIComponent(lastPack)}`;
  const pack = items?.pack.value ?? null;
  const worlds = state.worlds.value ?? [];
  const info = state.map.info.value;
  const last = worlds.find((world) => world.id === state.map.world.value) ?? worlds[0];
  const [menu, setMenu] = useState(false);

  // Whatever is pressed next closes the phone's menu.
  useEffect(() => {
    if (!menu) return;
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      setMenu(false);
    };
    addEventListener('click', close);
    addEventListener('keydown', close);
    return () => {
      removeEventListener('click', close);
      removeEventListener('keydown', close);
    };
  }, [menu]);

  return (
    <header class={`bar ${onMap ? 'bar--map' : ''} ${onItems ? 'bar--items' : ''}`}>
      <div class="bar__left">
        <a class="brand" href="#/" aria-label={t.bar.home}>
          <BrandMark />
          <span>{t.name}</span>
        </a>
        <nav class="nav" aria-label={t.bar.views}>
          {last === undefined ? (
            <span class="nav__off">{t.bar.map}</span>
          ) : (
            <a
              href={`#/map/${encodeURIComponent(last.id)}`}
              aria-current={onMap ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                if (!onMap) openAgain();
              }}
            >
              {t.bar.map}
            </a>
          )}
          <a
            href={itemsHref}
            aria-current={onItems ? 'page' : undefined}
            onClick={(event) => {
              event.preventDefault();
              if (!onItems) actions.go('items');
            }}
          >
            {t.bar.items}
          </a>
          {state.job.value !== null && state.page.value !== 'start' && (
            <a href="#/import" aria-current={state.page.value === 'import' ? 'page' : undefined}>
              {t.bar.files}
            </a>
          )}
        </nav>
        {onMap && info !== null && (
          <>
            <span class="bar__sep" />
            <Picker
              face="pick"
              label={t.bar.world}
              value={info.id}
              choices={worlds.map((world) => ({ value: world.id, label: world.name }))}
              onChoose={actions.openWorld}
              after={info.gameVersion !== null && <span class="tag">{info.gameVersion}</span>}
            />
          </>
        )}
        {(onMap || state.live.now.value !== null) && <LiveChip world={onMap ? (info?.id ?? null) : null} />}
        {pack !== null && (
          <>
            <span class="bar__sep" />
            <Picker
              face="pick"
              label={t.bar.pack}
              value={pack.id}
              choices={[
                ...(state.packs.value ?? []).map(({ id, name }) => ({ value: id, label: name })),
                { value: '', label: t.bar.allPacks },
              ]}
              onChoose={(id) => actions.openItems(id === '' ? null : id)}
              after={<PackTag pack={pack} />}
            />
          </>
        )}
      </div>
      {pack !== null ? (
        <button type="button" class="field field--button" aria-keyshortcuts="/" onClick={() => items?.actions.openSearch()}>
          <Icon name="search" />
          <span class="grow cut">{t.bar.search}</span>
          <kbd class="kbd">/</kbd>
        </button>
      ) : onMap && info !== null ? (
        <button
          type="button"
          class="field field--button"
          aria-label={t.bar.searchMap}
          aria-keyshortcuts="/"
          onClick={() => {
            state.find.open.value = true;
          }}
        >
          <Icon name="search" />
          <span class="grow cut">{t.bar.searchMap}</span>
          <kbd class="kbd">/</kbd>
        </button>
      ) : (
        <span />
      )}
      <div class={`bar__right ${menu ? 'is-open' : ''}`}>
        {!onMap && last !== undefined && (
          <button type="button" class="btn btn--ghost bar__phone" onClick={openAgain}>
            <Icon name="map" /> {t.bar.map}
          </button>
        )}
        {!onItems && (
          <button type="button" class="btn btn--ghost bar__phone" onClick={() => actions.go('items')}>
            <Icon name="grid" /> {t.bar.items}
          </button>
        )}
        {onItems && pack !== null && (
          <button type="button" class="btn btn--ghost bar__phone" onClick={() => actions.openItems(null)}>
            <Icon name="cube" /> {t.bar.allPacks}
          </button>
        )}
        {state.job.value !== null && (
          <a class="btn btn--ghost bar__phone" href="#/import">
            <Icon name="file" /> {t.bar.files}
          </a>
        )}
        {((onMap && info !== null) || pack !== null || state.link.shared.value !== null) && (
          <button type="button" class="btn btn--ghost" onClick={onShare}>
            <Icon name="share" /> {t.bar.share}
          </button>
        )}
        <button type="button" class="btn btn--ghost" onClick={() => pickFiles(actions.openFiles)}>
          <Icon name="drop" /> {t.bar.open}
        </button>
        <button
          type="button"
          class="btn btn--ghost"
          aria-label={t.theme.button(state.theme.value)}
          title={t.theme.button(state.theme.value)}
          onClick={nextTheme}
        >
          <Icon name={state.theme.value === 'dark' ? 'moon' : state.theme.value === 'light' ? 'sun' : 'half'} />
          {t.theme.names[state.theme.value]}
        </button>
        <button type="button" class="btn btn--ghost btn--icon" aria-label={t.help.title} title={t.help.title} onClick={onHelp}>
          <Icon name="help" />
          <span class="bar__phone" aria-hidden="true">
            {t.help.title}
          </span>
        </button>
      </div>
      <button
        type="button"
        class="btn btn--ghost btn--icon bar__menu"
        aria-label={t.bar.menu}
        aria-expanded={menu}
        onClick={() => setMenu(!menu)}
      >
        <Icon name={menu ? 'close' : 'menu'} />
      </button>
    </header>
  );

  /** Back to the map as it was left; a first time, to the world last changed. */
  function openAgain() {
    if (info !== null) state.page.value = 'map';
    else if (last !== undefined) actions.openWorld(last.id);
  }

  function nextTheme() {
    state.theme.value = THEMES[(THEMES.indexOf(state.theme.value) + 1) % THEMES.length] ?? 'auto';
  }
}

/** "2.1.12 + 14 mods", as far as it is known. */
function PackTag({ pack }: { pack: PackInfo }) {
  const { gameVersion, mods } = pack.claims;
  const known = [gameVersion?.value, mods.length === 0 ? undefined : t.count.mods(mods.length)].filter((part) => part !== undefined);
  return known.length === 0 ? null : <span class="tag bar__tag">{known.join(' + ')}</span>;
}
