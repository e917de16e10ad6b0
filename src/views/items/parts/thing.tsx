import type { ComponentChildren } from 'preact';
import type { Shown } from '../../../core/prototype/types';
import { Icon } from '../../parts/icon';
import { useItems } from '../context';
import { hrefOf, refKey } from '../href';
import { Picture } from './picture';

/** A row of a list: picture, name, and what stands at its end. */
export function ThingRow({ of, end, on = false }: { of: Shown; end?: ComponentChildren; on?: boolean }) {
  const { state } = useItems();
  return (
    <a
      class={`item ${on ? 'is-on' : ''}`}
      href={hrefOf(state.packId.value, of)}
      data-ref={refKey(of)}
      {...(on ? { 'aria-current': 'page' as const } : {})}
    >
      {of.kind === 'mod' ? <Icon name="cube" class="thing-mod" /> : <Picture of={of} class="pic--24" />}
      <span class="cut">{of.label}</span>
      {end !== undefined && <span class="end">{end}</span>}
    </a>
  );
}

/** Within a sentence or a cell. */
export function ThingLink({ of, picture = false }: { of: Shown; picture?: boolean }) {
  const { state } = useItems();
  const drawn = picture && of.picture !== null;
  return (
    <a class={drawn ? 'thing-link' : 'link'} href={hrefOf(state.packId.value, of)} data-ref={refKey(of)}>
      {drawn && <Picture of={of} class="pic--20" />}
      {drawn ? <span class="link">{of.label}</span> : of.label}
    </a>
  );
}

/** "a, b and c" of links. */
export function ThingList({ of, picture = false }: { of: Shown[]; picture?: boolean }) {
  return (
    <>
      {of.map((one, at) => (
        <span key={refKey(one)}>
          {at > 0 && ', '}
          <ThingLink of={one} picture={picture} />
        </span>
      ))}
    </>
  );
}
