import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isTyping } from '../../shell/keys';
import { togglePin, useItems } from '../context';
import { refKey } from '../href';
import { usePeek } from '../parts/use-peek';
import { placeTip } from './place';
import { TipBody } from './tip-body';
import { useTip } from './use-tip';

/** The one tooltip of the item browser. */
export function Tips() {
  const { actions } = useItems();
  const [tip, hide] = useTip();
  const { value } = usePeek(tip?.ref ?? null);
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<{ left: number; top: number } | null>(null);
  const page = value !== null && tip !== null && refKey(value.ref) === refKey(tip.ref) ? value : null;

  useLayoutEffect(() => {
    if (tip === null || page === null || box.current === null) return setAt(null);
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    setAt(
      placeTip(tip.anchor.getBoundingClientRect(), { width: box.current.offsetWidth, height: box.current.offsetHeight }, { width, height }),
    );
  }, [tip, page]);

  useEffect(() => {
    if (tip === null) return;
    const key = (event: KeyboardEvent) => {
      // In the grid and among the pins the focus has its own.
      if ((event.key === 'p' || event.key === 'P') && !isTyping(event) && !tip.anchor.matches(':focus')) togglePin(actions, tip.ref);
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [tip]);

  if (tip === null || page === null) return null;
  return (
    <div
      ref={box}
      class={`itip ${tip.face === 'card' ? 'itip--card' : ''}`}
      id="tip"
      {...(tip.face === 'card' ? { role: 'dialog', 'aria-label': page.ref.label } : { role: 'tooltip' })}
      style={at === null ? { visibility: 'hidden' } : { left: `${at.left}px`, top: `${at.top}px` }}
    >
      <TipBody page={page} card={tip.face === 'card'} onDone={hide} />
    </div>
  );
}
