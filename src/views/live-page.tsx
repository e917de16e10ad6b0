import { t } from '../texts';
import { live as w } from '../texts/live';
import { CodeFailed, Middle, useLazyView } from './parts/lazy-view';

/** A server on its way to the map, or where to find one; its code comes with it. */
export function LivePage() {
  const { View, failed } = useLazyView(() => import('./live/live-view').then(({ LiveView }) => LiveView));
  if (failed) return <CodeFailed title={t.map.codeFailed} heading={w.title} />;
  return View === null ? <Middle heading={w.title} /> : <View />;
}
