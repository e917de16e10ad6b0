import { useState } from 'preact/hooks';
import type { PackInfo } from '../../../core/pack/types';
import { languageName } from '../../../core/prototype/locale/language';
import { t } from '../../../texts';
import { bytes } from '../../../texts/format';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { useItems } from '../context';

type Choice = keyof typeof w.pack.choices;
const CHOICES = Object.keys(w.pack.choices) as Choice[];

/** A pack as one file: which pictures, which languages, and whose the pictures are. */
export function ExportForm({ pack }: { pack: PackInfo }) {
  const { state, actions } = useItems();
  const hasIcons = pack.icons.pictures > 0;
  const [icons, setIcons] = useState<Choice>(hasIcons ? 'stored' : 'none');
  const [native, setNative] = useState(false);
  const [languages, setLanguages] = useState<ReadonlySet<string>>(() => new Set(pack.languages));
  const exporting = state.exporting.value;
  const now = exporting !== null && exporting.pack === pack.id ? exporting : null;
  const busy = now !== null && (now.stage === 'icons' || now.stage === 'packing');
  const all = languages.size === pack.languages.length;

  const save = () => {
    const effort = icons === 'none' ? 'stored' : icons;
    void actions.exportPack(pack.id, {
      effort,
      icons: icons !== 'none',
      native: native && icons !== 'none',
      ...(all ? {} : { languages: [...languages] }),
    });
  };
  const toggle = (code: string) => {
    const next = new Set(languages);
    if (!next.delete(code)) next.add(code);
    setLanguages(next);
  };

  return (
    <form
      class="dialog__body stack export"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3 class="sec">{w.pack.export}</h3>
      <fieldset class="export__set" disabled={busy}>
        <legend class="label">{w.pack.icons}</legend>
        {CHOICES.filter((one) => hasIcons || one === 'none').map((one) => (
          <label class="export__choice" key={one}>
            <input type="radio" name="export-icons" checked={icons === one} onChange={() => setIcons(one)} />
            <span>
              {w.pack.choices[one][0]}
              <span class="t-12 faint">{w.pack.choices[one][1]}</span>
            </span>
          </label>
        ))}
        {icons !== 'none' && (
          <>
            <label class="export__choice">
              <input type="checkbox" checked={native} onChange={() => setNative(!native)} />
              <span>
                {w.pack.native}
                <span class="t-12 faint">{w.pack.nativeTip}</span>
              </span>
            </label>
            <p class="t-12 dim export__whose">{w.pack.whose}</p>
          </>
        )}
      </fieldset>
      {pack.languages.length > 1 && (
        <fieldset class="export__set" disabled={busy}>
          <legend class="label">{w.pack.languages}</legend>
          <div class="export__languages">
            <button type="button" class="chip" aria-pressed={all} onClick={() => setLanguages(new Set(all ? [] : pack.languages))}>
              {w.pack.allLanguages}
            </button>
            {pack.languages.map((code) => (
              <button type="button" class="chip" key={code} aria-pressed={languages.has(code)} onClick={() => toggle(code)}>
                {languageName(code)}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      <div class="row export__foot" aria-live="polite">
        <button type="submit" class="btn btn--primary" disabled={busy}>
          <Icon name="save" /> {w.pack.save}
        </button>
        {busy && (
          <>
            <span
              class="progress grow"
              role="progressbar"
              aria-label={w.pack.export}
              aria-valuemin={0}
              aria-valuemax={now.total}
              aria-valuenow={now.done}
            >
              <i style={{ width: `${now.stage === 'packing' || now.total === 0 ? 100 : (now.done / now.total) * 100}%` }} />
            </span>
            <span class="t-12 dim">{w.pack.exporting(now.stage === 'icons' ? now.done : 0, now.stage === 'icons' ? now.total : 0)}</span>
            <button type="button" class="btn btn--s" onClick={actions.cancelExport}>
              {t.cancel}
            </button>
          </>
        )}
        {now?.stage === 'done' && <span class="good">{w.pack.saved(now.bytes === null ? '' : bytes(now.bytes))}</span>}
        {now?.stage === 'failed' && (
          <span class="bad">
            {w.pack.exportFailed} {now.problem}
          </span>
        )}
      </div>
    </form>
  );
}
