import { useState } from 'preact/hooks';
import type { Shown } from '../../../core/prototype/types';
import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { useItems } from '../context';
import { refKey, sameRef } from '../href';
import { Slot } from '../parts/slot';

/** What a person keeps at hand: slots that are sorted by dragging, or by Alt and the arrows. */
export function Pins() {
  const { state, actions } = useItems();
  const pinned = state.pinned.value;
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState('');

  const move = (of: Shown, to: number) => {
    if (to < 0 || to >= pinned.length) return;
    actions.movePin(of, to);
    setSaid(w.side.movedTo(of.label, to + 1, pinned.length));
  };
  const key = (event: KeyboardEvent, of: Shown, at: number) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (event.altKey && by !== undefined) {
      event.preventDefault();
      move(of, at + by);
    } else if (event.key === 'Delete' || ((event.key === 'p' || event.key === 'P') && !event.ctrlKey && !event.metaKey)) {
      event.preventDefault();
      actions.unpin(of);
    }
  };

  return (
    <section class="panel" aria-label={w.side.pinned}>
      <h2 class="panel__head">
        <Icon name="pin" /> {w.side.pinned}
        <span class="grow" />
        {pinned.length > 0 && <span class="t-12 faint panel__end">{number(pinned.length)}</span>}
      </h2>
      {pinned.length === 0 ? (
        <p class="panel__body t-12 faint">{w.side.noPinsTip(matchMedia('(pointer: coarse)').matches)}</p>
      ) : (
        <ul class="slots pins" title={w.side.sort}>
          {pinned.map((one, at) => (
            <li
              key={refKey(one)}
              class={dragged === refKey(one) ? 'is-dragged' : ''}
              onKeyDown={(event) => key(event, one, at)}
              onDragStart={(event) => {
                setDragged(refKey(one));
                event.dataTransfer?.setData('text/plain', one.label);
              }}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                if (dragged === refKey(one)) return;
                const of = pinned.find((pin) => refKey(pin) === dragged);
                if (of !== undefined) actions.movePin(of, at);
              }}
              onDrop={(event) => event.preventDefault()}
            >
              <Slot of={one} on={sameRef(one, state.ref.value)} />
            </li>
          ))}
        </ul>
      )}
      <span class="vh" aria-live="polite">
        {said}
      </span>
    </section>
  );
}
