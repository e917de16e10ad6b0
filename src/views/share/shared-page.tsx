import '../styles/slots.css';
import '../styles/items.css';
import '../styles/items-page.css';
import '../styles/share.css';
import { useEffect, useMemo } from 'preact/hooks';
import type { PageLink } from '../../core/link/link';
import { createSharedItems } from '../../state/items/shared';
import { t } from '../../texts';
import { share as words } from '../../texts/share';
import { useApp } from '../app-context';
import { ItemsContext } from '../items/context';
import { ItemPage } from '../items/page/item-page';
import { Tips } from '../items/tips/tips';
import { Icon } from '../parts/icon';

/** The page that a link holds, drawn by the views of the item browser. */
export function SharedPage() {
  const link = useApp().state.link.shared.value;
  return link === null ? null : <One key={`${link.pack.id} ${link.page.ref.kind} ${link.page.ref.name}`} link={link} />;
}

function One({ link }: { link: PageLink }) {
  const app = useApp();
  const items = useMemo(() => createSharedItems({ client: app.client, activity: app.activity, notices: app.notices }, link), [link]);
  useEffect(() => {
    document.title = `${link.page.ref.label} · ${t.name}`;
  }, [link]);
  return (
    <ItemsContext.Provider value={items}>
      <div class="items items--page items--whole items--shared">
        <main class="items__main">
          <p class="panel shared">
            <Icon name="link" />
            <span>
              {words.opened.about(link.pack.name, link.pack.game)} <span class="dim">{words.opened.others}</span>
            </span>
          </p>
          <ItemPage quiet />
        </main>
      </div>
      <Tips />
    </ItemsContext.Provider>
  );
}
