import { useEffect, useState } from 'preact/hooks';
import type { FilmFormat } from '../../../state/client';
import { useApp } from '../../app-context';

/** What a film of this size can be made into here; null: not known yet, or no size. */
export function useFormats(size: readonly [width: number, height: number] | null): FilmFormat[] | null {
  const { client, activity } = useApp();
  const [known, setKnown] = useState<{ of: string; formats: FilmFormat[] } | null>(null);
  const of = size === null ? null : size.join();
  useEffect(() => {
    if (size === null || of === null) return;
    const controller = new AbortController();
    activity.track(client.filmFormats(size[0], size[1], controller.signal)).then(
      (formats) => setKnown({ of, formats }),
      (error) => {
        if (controller.signal.aborted) return;
        console.warn(error);
        // Pictures need no encoder.
        setKnown({ of, formats: ['png'] });
      },
    );
    return () => controller.abort();
  }, [of]);
  return known !== null && known.of === of ? known.formats : null;
}
