import '../styles/share.css';
import { useState } from 'preact/hooks';
import { share as words } from '../../texts/share';
import { useApp } from '../app-context';
import { ItemsContext } from '../items/context';
import { ExportForm } from '../items/packs/export-form';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/icon';
import { Tabs } from '../parts/tabs';
import { FileTab } from './file-tab';
import { PageLinks, RegionLinks } from './self-link';
import { ViewLink } from './view-link';

type Tab = keyof typeof words.tabs;

/** All ways to pass on what is on the screen: as a link, as a file, as a picture. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const { state } = useApp();
  const [tab, setTab] = useState<Tab>('link');
  const onMap = state.page.value === 'map';
  const items = state.items.value;
  const pack = state.page.value === 'items' ? (items?.pack.value ?? null) : null;
  const tabs = (Object.keys(words.tabs) as Tab[]).filter((one) => one === 'link' || onMap || (one === 'file' && pack !== null));
  const toFile = () => setTab('file');
  const ask = (what: 'picture' | 'film') => {
    onClose();
    state.asked.value = what;
  };

  return (
    <Dialog title={words.title} onClose={onClose}>
      <div class="share">
        {tabs.length > 1 && (
          <Tabs
            label={words.title}
            id="share"
            tabs={tabs.map((id) => ({ id, label: words.tabs[id] }))}
            chosen={tab}
            onChoose={(id) => setTab(id as Tab)}
          />
        )}
        <div id="share-panel" {...(tabs.length > 1 ? { role: 'tabpanel', 'aria-labelledby': `share-${tab}` } : {})}>
          {tab === 'link' && (
            <div class="dialog__body stack">
              <ViewLink />
              {onMap && <RegionLinks onFile={toFile} />}
              {pack !== null && items !== null && <PageLinks items={items} pack={pack} onFile={toFile} />}
            </div>
          )}
          {tab === 'file' && onMap && <FileTab />}
          {tab === 'file' && pack !== null && items !== null && (
            <ItemsContext.Provider value={items}>
              <ExportForm pack={pack} />
            </ItemsContext.Provider>
          )}
          {tab === 'picture' && (
            <div class="dialog__body stack share__pictures">
              <button type="button" class="btn" onClick={() => ask('picture')}>
                <Icon name="picture" /> {words.picture.picture}
              </button>
              <p class="t-12 dim">{words.picture.pictureTip}</p>
              <button type="button" class="btn" onClick={() => ask('film')}>
                <Icon name="film" /> {words.picture.film}
              </button>
              <p class="t-12 dim">{words.picture.filmTip}</p>
            </div>
          )}
        </div>
      </div>
    </Dialog>
  );
}
