import { t } from '../texts';
import { CodeFailed, Middle, useLazyView } from './parts/lazy-view';

/** What is being read, once the code for it is here. */
export function ImportPage() {
  const { View, failed } = useLazyView(() => import('./import/import-view').then(({ ImportView }) => ImportView));
  if (failed) return <CodeFailed title={t.import.codeFailed} heading={t.import.title} />;
  return View === null ? <Middle heading={t.import.title} /> : <View />;
}
