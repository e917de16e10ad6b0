import { useState } from 'preact/hooks';
import { t } from '../../texts';
import { CopyButton } from './copy-button';
import { ModLinks } from './mod-links';
import { Tabs } from './tabs';

type System = keyof typeof t.record.systems;
const SERVERS: readonly System[] = ['server', 'docker'];

/** How to record a world, step by step, and where the log lies on each system. `id`: the page may show it twice. */
export function RecordSteps({ id }: { id: string }) {
  const [system, setSystem] = useState<System>(guess);
  const { mods, log } = t.record.systems[system];
  return (
    <>
      <div class="systems">
        <Tabs
          face="seg"
          id={id}
          label={t.record.system}
          tabs={Object.entries(t.record.systems).map(([id, { name }]) => ({ id, label: name }))}
          chosen={system}
          onChoose={(id) => setSystem(id as System)}
        />
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${system}`}>
        <ol class="steps">
          <li>
            <div>
              {t.record.get}
              <ModLinks />
            </div>
          </li>
          <li>
            <div>
              {t.record.mod}
              <Line text={mods} />
            </div>
          </li>
          <li>
            <div>{SERVERS.includes(system) ? t.record.playServer : t.record.play}</div>
          </li>
          <li>
            <div>
              {system === 'docker' ? t.record.dropDocker : t.record.drop}
              <Line text={log} />
            </div>
          </li>
          <li>
            <div>
              {t.record.admins}
              <Line text={t.record.status} />
            </div>
          </li>
        </ol>
      </div>
      <p class="t-12 dim">{t.record.next}</p>
      <p class="t-12 dim">{t.record.older}</p>
    </>
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
