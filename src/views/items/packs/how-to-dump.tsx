import { useState } from 'preact/hooks';
import { t } from '../../../texts';
import { w } from '../../../texts/items';
import { useApp } from '../../app-context';
import { CopyButton } from '../../parts/copy-button';
import { Segmented } from '../../parts/segmented';
import { pickFiles, pickFolder } from '../../shell/pick';
import { guessSystem, type System } from './system';

/** How the game tells what its mods make of it, and the sample for whoever just wants to look. */
export function HowToDump() {
  const { state, actions } = useApp();
  const none = (state.packs.value ?? []).length === 0;
  const [system, setSystem] = useState<System>(guessSystem);
  return (
    <section class="panel how" aria-label={none ? w.empty.title : w.empty.another}>
      <div class="how__words">
        <h2 class="t-20">{none ? w.empty.title : w.empty.another}</h2>
        <p class="lead">{w.empty.lead}</p>
        <div class="btns">
          <button type="button" class={`btn ${none ? 'btn--primary' : ''}`} onClick={() => pickFiles(actions.openFiles)}>
            {w.empty.files}
          </button>
          <button type="button" class="btn" onClick={() => pickFolder(actions.openFiles)}>
            {w.empty.folder}
          </button>
          <button type="button" class="btn btn--ghost" onClick={() => void actions.openSamplePack()}>
            {w.empty.sample}
          </button>
        </div>
      </div>
      <div class="how__system">
        <Segmented
          label={t.record.system}
          value={system}
          choices={(['windows', 'mac', 'linux'] as const).map((value) => ({ value, label: t.record.systems[value].name }))}
          onChoose={(value) => setSystem(value as System)}
        />
      </div>
      <ol class="how__steps">
        {w.empty.steps.map(([title, text, option]) => (
          <li key={option}>
            <h3 class="sec">{title}</h3>
            <p class="dim">{text}</p>
            <p class="well mono how__command">
              <span class="grow">{w.empty.command[system](option)}</span>
              <CopyButton text={w.empty.command[system](option)} label={w.empty.copy(option)} />
            </p>
          </li>
        ))}
      </ol>
      <p class="t-12 faint how__foot">
        {w.empty.steam} {w.empty.any}
      </p>
    </section>
  );
}
