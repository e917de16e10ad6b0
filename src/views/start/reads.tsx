import { t } from '../../texts';
import { Icon } from '../parts/icon';

/** What can be dropped. The words are texts; that they match the table of formats is tested beside them. */
export function Reads() {
  return (
    <section class="panel" aria-label={t.reads.title}>
      <div class="panel__head">{t.reads.title}</div>
      <div class="reads">
        <table class="table table--tight">
          <thead>
            <tr>
              <th>{t.reads.drop}</th>
              <th>{t.reads.from}</th>
              <th>{t.reads.map}</th>
              <th>{t.reads.history}</th>
            </tr>
          </thead>
          <tbody>
            {t.reads.rows.map((row) => (
              <tr key={row.drop}>
                <td class={row.mono ? 'mono' : ''}>{row.drop}</td>
                <td class="dim">{row.from}</td>
                <Yes on={row.map} />
                <Yes on={row.history} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Yes({ on }: { on: boolean }) {
  return (
    <td class="yes">
      {on && <Icon name="check" />}
      <span class="vh">{on ? t.yes : t.no}</span>
    </td>
  );
}
