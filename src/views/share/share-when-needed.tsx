import { useEffect } from 'preact/hooks';
import { share as words } from '../../texts/share';
import { useApp } from '../app-context';
import { useLazyView } from '../parts/lazy-view';

/** The dialog, whose code comes when it is first asked for. */
export function ShareWhenNeeded({ onClose }: { onClose: () => void }) {
  const { actions } = useApp();
  const { View, failed } = useLazyView(() => import('./share-dialog').then(({ ShareDialog }) => ShareDialog));
  useEffect(() => {
    if (!failed) return;
    actions.say('bad', words.codeFailed);
    onClose();
  }, [failed]);
  return View === null ? null : <View onClose={onClose} />;
}
