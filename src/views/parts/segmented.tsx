import type { Choice } from './picker';
import { step } from './roving';

/** One of a few, side by side. One tab stop, arrows choose. */
export function Segmented(props: {
  label: string;
  value: string;
  choices: (Choice & { /** Why it cannot be chosen. */ off?: string })[];
  onChoose: (value: string) => void;
}) {
  const { label, value, choices, onChoose } = props;
  return (
    <div class="seg seg--fill" role="radiogroup" aria-label={label} onKeyDown={(event) => step(event, '[role="radio"]')}>
      {choices.map((choice) => (
        // biome-ignore lint/a11y/useSemanticElements: a button keeps the face; the keys are those of a radio
        <button
          type="button"
          role="radio"
          key={choice.value}
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          {...(choice.off === undefined ? {} : { 'aria-disabled': true, title: choice.off })}
          onClick={() => choice.off === undefined && onChoose(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
