import './styles/tokens.css';
import './styles/icons.css';
import './styles/parts.css';
import './styles/shell.css';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../texts';
import { live } from '../texts/live';
import { share as words } from '../texts/share';
import { useApp } from './app-context';
import { Embed } from './embed/embed';
import { ImportPage } from './import-page';
import { ItemsPage } from './items-page';
import { LinkPage } from './link-page';
import { LivePage } from './live-page';
import { MapPage } from './map-page';
import { ShareWhenNeeded } from './share/share-when-needed';
import { Bar } from './shell/bar';
import { Entrances } from './shell/entrances';
import { Help } from './shell/help';
import { isTyping } from './shell/keys';
import { MapFinder } from './shell/map-finder';
import { Toasts } from './shell/toasts';
import { Start } from './start/start';

/** The page: bar, view, and what lies over them. */
export function Root() {
  const { state } = useApp();
  const [help, setHelp] = useState(false);
  const [sharing, setSharing] = useState(false);
  const [goTo, setGoTo] = useState(false);
  const page = state.page.value;

  useEffect(() => {
    if (state.embedded) return;
    const key = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event)) setHelp(true);
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);

  const world = state.map.info.value?.name;
  const shared = state.link.shared.value?.page.ref.label ?? words.opened.opening;
  const title = {
    map: world ?? t.bar.map,
    import: t.import.title,
    items: t.bar.items,
    link: shared,
    live: live.title,
    start: t.start.title,
  }[page];
  useEffect(() => {
    document.title = `${title} · ${t.name}`;
  }, [title]);

  if (state.embedded) return <Embed />;
  return (
    <>
      <Bar onHelp={() => setHelp(true)} onShare={() => setSharing(true)} />
      {page === 'map' && <MapPage goTo={goTo} onGoTo={setGoTo} />}
      {page === 'map' && <MapFinder />}
      {page === 'import' && <ImportPage />}
      {page === 'items' && <ItemsPage />}
      {page === 'link' && <LinkPage />}
      {page === 'live' && <LivePage />}
      {page === 'start' && <Start />}
      <Toasts />
      <Entrances />
      {sharing && <ShareWhenNeeded onClose={() => setSharing(false)} />}
      {help && <Help onClose={() => setHelp(false)} />}
    </>
  );
}
