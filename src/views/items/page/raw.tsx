import { useState } from 'preact/hooks';
import type { Ref } from '../../../core/prototype/types';
import { w } from '../../../texts/items';
import { CopyButton } from '../../parts/copy-button';
import { Icon } from '../../parts/icon';
import { Bones } from '../../parts/state-card';
import { useItems } from '../context';
import { refKey } from '../href';
import { useAnswer } from '../parts/use-answer';

/** All fields of a prototype, folded away and asked for when it is opened. */
export function Raw({ of }: { of: Ref }) {
  const [open, setOpen] = useState(false);
  return (
    <section class="panel" id="p-raw" aria-labelledby="h-raw" tabIndex={-1}>
      <h2 class="sec">
        <button
          type="button"
          class="panel__head panel__head--page raw__head"
          id="h-raw"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {w.page.raw} <span class="count">{w.page.rawTip}</span>
          <span class="grow" />
          <Icon name={open ? 'up' : 'down'} />
        </button>
      </h2>
      {open && <Fields of={of} />}
    </section>
  );
}

function Fields({ of }: { of: Ref }) {
  const { state, actions } = useItems();
  const pack = state.packId.value;
  const { value, busy, failed } = useAnswer(pack === null ? null : `${pack} ${refKey(of)}`, (signal) => actions.raw(of, signal));
  if (failed) return <p class="panel__body panel__body--page dim">{w.page.rawFailed}</p>;
  if (value === null) return busy ? <Bones /> : null;
  return (
    <>
      {value.map(({ type, json }) => (
        <div class="raw" key={type}>
          <div class="row raw__type">
            <span class="mono faint grow">{type}</span>
            <CopyButton text={json} label={w.empty.copy(type)} />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
          <pre class="well mono" tabIndex={0}>
            {json}
          </pre>
        </div>
      ))}
    </>
  );
}
