import { useState } from 'preact/hooks';
import { csv } from '../../../core/csv';
import { NUMBER_COLUMNS, numberObject, numberRows } from '../../../core/world/number-rows';
import { download } from '../../../state/download';
import { s } from '../../../texts/stats';
import { useApp } from '../../app-context';
import { fileName } from '../picture/scales';
import type { Stats } from './ask';

/** All that is known of the chosen force, surface and time, as a file: the same rows that `stats` on the command line prints. */
export function SaveButtons({ stats }: { stats: Stats }) {
  const { state, actions } = useApp();
  const [saving, setSaving] = useState(false);

  async function save(as: 'csv' | 'json') {
    setSaving(true);
    try {
      const numbers = await stats.all();
      if (numbers === null) return;
      const rows = numberRows(numbers);
      const text = as === 'csv' ? csv([NUMBER_COLUMNS, ...rows]) : `${JSON.stringify(Array.from(rows, numberObject), null, 1)}\n`;
      const type = as === 'csv' ? 'text/csv' : 'application/json';
      download(new Blob([text], { type }), fileName([s.file(state.map.info.peek()?.name ?? '')], as));
    } catch (error) {
      console.warn(error);
      actions.say('bad', s.saveFailed);
    } finally {
      setSaving(false);
    }
  }

  return (
    <div class="row stats__save">
      {(['csv', 'json'] as const).map((as) => (
        <button
          type="button"
          class="btn btn--s"
          key={as}
          disabled={saving}
          aria-label={s.save(s[as])}
          title={s.save(s[as])}
          onClick={() => save(as)}
        >
          {s[as]}
        </button>
      ))}
    </div>
  );
}
