import { Icon } from './icon';

/** A row with a box to tick, as in the layers. */
export function CheckRow({ on, label, onChange }: { on: boolean; label: string; onChange: (on: boolean) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the row is the control, as in the layers
    <button type="button" class="layer" role="checkbox" aria-checked={on} onClick={() => onChange(!on)}>
      <span class="check">
        <Icon name="check" />
      </span>
      {label}
    </button>
  );
}
