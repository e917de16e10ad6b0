import { t } from '../../texts';
import { hosted as words } from '../../texts/hosted';
import { Dialog } from '../parts/dialog';
import { RecordSteps } from '../parts/record-steps';
import { ThisSite } from './this-site';

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t.help.title} onClose={onClose}>
      <div class="dialog__body stack">
        <p class="dim">{t.help.about}</p>
        <Keys title={t.help.keys} table={t.help.table} />
        <Keys title={t.help.timeKeys} table={t.help.timeTable} />
        <Keys title={t.help.itemKeys} table={t.help.itemTable} />
        <h3 class="sec">{t.record.title}</h3>
        <RecordSteps id="help-system" />
        <h3 class="sec">{t.help.links}</h3>
        <p class="dim">{t.help.linksTip}</p>
        <p class="mono well help__link">{`${location.origin}${location.pathname}?url=https://…/factorio.log.gz`}</p>
        <h3 class="sec">{words.help}</h3>
        <p class="dim">{words.helpTip}</p>
        <p class="mono well help__link">{`${location.origin}${location.pathname}?snapshot=https://…/world.zip`}</p>
        <ThisSite />
        <p class="t-12 faint">{t.help.credits}</p>
      </div>
    </Dialog>
  );
}

function Keys({ title, table }: { title: string; table: [string[], string][] }) {
  return (
    <>
      <h3 class="sec">{title}</h3>
      <dl class="keys">
        {table.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd class="kbd" key={key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
