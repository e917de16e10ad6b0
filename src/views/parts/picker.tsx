import type { ComponentChildren } from 'preact';
import { Icon } from './icon';

export interface Choice {
  value: string;
  label: string;
}

/**
 * A select of the look's face: the browser's own select lies over it unseen, so keyboard, touch and screen reader get what they know.
 */
export function Picker(props: {
  label: string;
  value: string;
  choices: Choice[];
  onChoose: (value: string) => void;
  face?: 'select' | 'pick' | 'pill' | 'item';
  /** Before and after the chosen one's name. */
  before?: ComponentChildren;
  after?: ComponentChildren;
}) {
  const { label, value, choices, onChoose, face = 'select', before, after } = props;
  return (
    <span class={`picker ${face}`}>
      {before}
      <span class="cut">{choices.find((choice) => choice.value === value)?.label ?? ''}</span>
      {after}
      <Icon name="down" {...(face === 'pill' ? { size: 's' as const } : {})} />
      <select aria-label={label} title={label} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}
