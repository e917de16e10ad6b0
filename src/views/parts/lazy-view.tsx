import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../texts';
import { useApp } from '../app-context';
import { StateCard } from './state-card';

/** A view whose code comes when it is first shown: null until then. */
export function useLazyView<P>(load: () => Promise<ComponentType<P>>): { View: ComponentType<P> | null; failed: boolean } {
  const { activity } = useApp();
  const [View, setView] = useState<ComponentType<P> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    activity.track(load()).then(
      (view) => setView(() => view),
      (error) => {
        console.warn(error);
        setFailed(true);
      },
    );
  }, []);
  return { View, failed };
}

/** In the place of a view whose code did not come. */
export function CodeFailed({ title, heading }: { title: string; heading: string }) {
  return (
    <Middle heading={heading}>
      <StateCard kind="bad" icon="bad" title={title}>
        <p>{t.map.codeFailedTip}</p>
        <div class="btns">
          <button type="button" class="btn btn--primary" onClick={() => location.reload()}>
            {t.reload}
          </button>
        </div>
      </StateCard>
    </Middle>
  );
}

/** One card in the middle of the page. */
export function Middle({ heading, children }: { heading: string; children?: ComponentChildren }) {
  return (
    <main class="middle">
      <h1 class="vh">{heading}</h1>
      {children}
    </main>
  );
}
