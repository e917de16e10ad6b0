import { useState } from 'preact/hooks';
import { t } from '../../texts';
import { CopyButton } from '../parts/copy-button';
import { Tabs } from '../parts/tabs';

type System = keyof typeof t.record.systems;

/** How to get a log, and where it lies on each system. */
export function Record() {
  const [system, setSystem] = useState<System>(guess);
  const { mods, run, log } = t.record.systems[system];
  return (
    <section class="panel" id="record" aria-label={t.record.title}>
      <div class="panel__head">{t.record.title}</div>
      <div class="panel__body stack record">
        <Tabs
          face="seg"
          id="record"
          label={t.record.system}
          tabs={Object.entries(t.record.systems).map(([id, { name }]) => ({ id, label: name }))}
          chosen={system}
          onChoose={(id) => setSystem(id as System)}
        />
        <div id="record-panel" role="tabpanel" aria-labelledby={`record-${system}`}>
          <ol class="steps">
            <li>
              <div>
                {t.record.mod}
                {mods !== '' && <Line text={mods} />}
              </div>
            </li>
            <li>
              <div>
                {t.record.play}
                <Line text={run} />
              </div>
            </li>
            <li>
              <div>
                {t.record.drop}
                {log !== '' && <Line text={log} />}
              </div>
            </li>
          </ol>
        </div>
        <p class="t-12 dim">{t.record.later}</p>
      </div>
    </section>
  );
}

function Line({ text }: { text: string }) {
  return (
    <div class="well pathline">
      <span class="mono cut grow" title={text}>
        {text}
      </span>
      <CopyButton text={text} label={t.record.copy(text)} />
    </div>
  );
}

function guess(): System {
  const agent = navigator.userAgent;
  return /Windows/.test(agent) ? 'windows' : /Mac OS/.test(agent) ? 'mac' : 'linux';
}
