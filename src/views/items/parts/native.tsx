import { useEffect, useRef, useState } from 'preact/hooks';
import type { Shown } from '../../../core/prototype/types';
import { useItems } from '../context';
import { refKey } from '../href';
import { Picture } from './picture';

/** A page's large picture: the icon as large as it was made, drawn as soon as it is here; until then, or where it is not, the slot's. */
export function NativeIcon({ of }: { of: Shown }) {
  const { state, actions } = useItems();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<string | null>(null);
  const pack = state.packId.value;
  const key = `${pack} ${refKey(of)} ${of.picture}`;
  useEffect(() => {
    setDrawn(null);
    if (pack === null || of.kind === 'mod' || of.picture === null) return;
    const gone = new AbortController();
    actions.native(of, gone.signal).then(
      (bitmap) => {
        if (bitmap === null) return;
        const to = canvas.current;
        if (to !== null && !gone.signal.aborted) {
          to.width = bitmap.width;
          to.height = bitmap.height;
          to.getContext('2d')?.drawImage(bitmap, 0, 0);
          setDrawn(key);
        }
        bitmap.close();
      },
      (error) => {
        if (!gone.signal.aborted) console.warn(error);
      },
    );
    return () => gone.abort();
  }, [key]);
  return (
    <span class={`slot slot--l native ${of.picture === null ? 'is-missing' : ''}`} aria-hidden="true">
      {drawn !== key && <Picture of={of} />}
      <canvas ref={canvas} hidden={drawn !== key} />
    </span>
  );
}
