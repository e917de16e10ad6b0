import type { Amount, Shown } from '../../../core/prototype/types';
import { short } from '../../../texts/amounts';
import { w } from '../../../texts/items';
import { useItems } from '../context';
import { hrefOf, refKey } from '../href';
import { Picture } from './picture';

export type SlotSize = 'm' | 's' | 'xs' | 'l' | 'xl';

/** The game's slot: a picture that leads to its page. Whoever does not see it hears its label, and how many. */
export function Slot(props: {
  of: Shown;
  size?: SlotSize;
  /** What is said instead of the label. */
  words?: string;
  /** In its corner. */
  corner?: string;
  on?: boolean;
  tabIndex?: number;
}) {
  const { of, size = 'm', words, corner, on = false, tabIndex } = props;
  const { state } = useItems();
  return (
    <a
      class={`slot ${size === 'm' ? '' : `slot--${size}`} ${on ? 'is-on' : ''} ${of.picture === null ? 'is-missing' : ''} ${of.hidden === true ? 'is-hidden' : ''}`}
      href={hrefOf(state.packId.value, of)}
      data-ref={refKey(of)}
      aria-label={words ?? of.label}
      {...(on ? { 'aria-current': 'page' as const } : {})}
      {...(tabIndex === undefined ? {} : { tabIndex })}
    >
      <Picture of={of} letters={size === 'xs' ? 2 : 3} />
      {corner !== undefined && (
        <b class="slot__n" aria-hidden="true">
          {corner}
        </b>
      )}
    </a>
  );
}

/** So much of something: "Iron plate, 2", "Uranium-235, 1, at 0.7 %". */
export function AmountSlot({ of, size = 'm' }: { of: Amount; size?: SlotSize }) {
  return <Slot of={of.ref} size={size} words={w.amount.words(of)} corner={short(of.amount)} />;
}

/** The picture in its slot, for a head or a row that is a link itself. */
export function PlainSlot({ of, size = 'm' }: { of: Shown; size?: SlotSize }) {
  return (
    <span class={`slot ${size === 'm' ? '' : `slot--${size}`} ${of.picture === null ? 'is-missing' : ''}`}>
      <Picture of={of} letters={size === 'xs' ? 2 : 3} />
    </span>
  );
}
