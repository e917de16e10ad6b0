import { SHEET_COLUMNS, SHEET_PICTURES } from '../../../core/icon/types';
import type { Shown } from '../../../core/prototype/types';
import { useItems } from '../context';

/**
 * A prototype's 64 px picture out of its sheet, as large as `--icon` is here. It says nothing to a screen reader: the label beside
 * or around it does.
 */
export function Picture({ of, class: extra = '' }: { of: Pick<Shown, 'picture' | 'label'>; class?: string }) {
  const { state } = useItems();
  if (of.picture === null)
    return (
      <span class={`pic pic--none ${extra}`} aria-hidden="true">
        {initials(of.label)}
      </span>
    );
  const url = state.sheets.url(Math.floor(of.picture / SHEET_PICTURES)).value;
  const at = of.picture % SHEET_PICTURES;
  return (
    <span
      class={`pic ${extra}`}
      aria-hidden="true"
      style={{
        '--col': at % SHEET_COLUMNS,
        '--row': Math.floor(at / SHEET_COLUMNS),
        ...(url === null ? {} : { backgroundImage: `url("${url}")` }),
      }}
    />
  );
}

/** So that a pack without pictures is more than question marks: "iron-plate" → "ip". */
function initials(label: string): string {
  const words = label.split(/[\s_-]+/).filter((word) => word !== '');
  return words
    .slice(0, 3)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 63))
    .join('');
}
