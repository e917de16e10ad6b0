import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context';

export interface Answered<T> {
  /** The last answer; of the question before, while `busy`. */
  value: T | null;
  busy: boolean;
  failed: boolean;
}

/** Asks when `key` changes, and aborts what is asked no longer. A null key asks nothing. */
export function useAnswer<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>): Answered<T> {
  const { activity } = useApp();
  const [now, setNow] = useState<Answered<T> & { of: string | null }>({ value: null, busy: key !== null, failed: false, of: null });
  useEffect(() => {
    if (key === null) return setNow({ value: null, busy: false, failed: false, of: null });
    const gone = new AbortController();
    setNow((before) => ({ ...before, busy: true, failed: false }));
    activity.track(ask(gone.signal)).then(
      (value) => {
        if (!gone.signal.aborted) setNow({ value, busy: false, failed: false, of: key });
      },
      (error) => {
        if (gone.signal.aborted) return;
        console.warn(error);
        setNow({ value: null, busy: false, failed: true, of: key });
      },
    );
    return () => gone.abort();
  }, [key]);
  return now;
}
