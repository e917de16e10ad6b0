import { useLazyView } from '../parts/lazy-view';

export function LiveWhenNeeded({ onClose }: { onClose: () => void }) {
  const { View } = useLazyView(() => import('./live-dialog').then(({ LiveDialog }) => LiveDialog));
  return View === null ? null : <View onClose={onClose} />;
}
