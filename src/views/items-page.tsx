import { t } from '../texts';
import { useApp } from './app-context';
import { CodeFailed, Middle, useLazyView } from './parts/lazy-view';
import { Bones, StateCard } from './parts/state-card';

/** The item browser, once its code is here: the view, and what it shows. */
export function ItemsPage() {
  const { state, actions } = useApp();
  const { View, failed } = useLazyView(async () => {
    const [{ ItemsView }] = await Promise.all([import('./items/items-view'), actions.loadItems()]);
    return ItemsView;
  });
  const items = state.items.value;
  if (failed) return <CodeFailed title={t.packs.codeFailed} heading={t.bar.items} />;
  if (View === null || items === null)
    return (
      <Middle heading={t.bar.items}>
        <StateCard icon="clock" title={t.packs.opening} busy>
          <Bones />
        </StateCard>
      </Middle>
    );
  return <View items={items} />;
}
