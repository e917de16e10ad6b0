import { t } from '../../texts';
import { reads } from '../../texts/reads';
import { Icon } from '../parts/icon';

/** What can be dropped. The words are texts; that they match the table of formats is tested beside them. */
export function Reads() {
  return (
    <section class="panel" aria-label={reads.title}>
      <div class="panel__head">{reads.title}</div>
      <div class="reads">
        <table class="table table--tight">
          <thead>
            <tr>
              <th>{reads.drop}</th>
              <th>{reads.from}</th>
              <th>{reads.map}</th>
              <th>{reads.history}</th>
              <th>{reads.items}</th>
              <th>{reads.icons}</th>
            </tr>
          </thead>
          <tbody>
            {reads.rows.map((row) => (
              <tr key={row.drop}>
                <td class={row.mono ? 'mono' : ''}>{row.drop}</td>
                <td class="dim">{row.from}</td>
                <Yes on={row.map} />
                <Yes on={row.history} />
                <Yes on={row.items} />
                <Yes on={row.icons} />
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
