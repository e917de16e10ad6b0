import { SHEET_COLUMNS, SHEET_PICTURES } from '../../../core/icon/types';
import type { Shown } from '../../../core/prototype/types';
import { useItems } from '../context';
import { monogram } from './monogram';

/**
 * A prototype's 64 px picture out of its sheet, as large as `--icon` is here; letters of its label, on its kind's tint, where there is
 * none. It says nothing to a screen reader: the label beside or around it does.
 */
export function Picture(props: {
  of: Pick<Shown, 'picture' | 'label'> & { kind?: Shown['kind'] };
  class?: string;
  /** So many letters have room in place of a picture. */
  letters?: 2 | 3;
}) {
  const { of, class: extra = '', letters = extra === '' ? 3 : 2 } = props;
  const { state } = useItems();
  if (of.picture === null)
    return (
      <span class={`pic pic--none ${extra}`} data-kind={of.kind} aria-hidden="true">
        {monogram(of.label, letters)}
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
