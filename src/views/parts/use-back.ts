import { useEffect, useRef } from 'preact/hooks';
import { cover } from '../../state/cover';
import { writeAddress } from '../../state/url';
import { useApp } from '../app-context';

/** While something is open, Back closes it instead of leaving the view. */
export function useBackCloses(open: boolean, close: () => void): void {
  const { state } = useApp();
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (!open) return;
    return cover(
      () => writeAddress(state.address.peek()),
      () => latest.current(),
    );
  }, [open]);
}
