import { useState } from 'preact/hooks';
import type { MachineUse, Shown } from '../../../core/prototype/types';
import { amount, duration, withPrefix } from '../../../texts/amounts';
import { w } from '../../../texts/items';
import { refKey } from '../href';
import { Picture } from '../parts/picture';
import { Section } from '../parts/section';
import { Slot } from '../parts/slot';
import { ThingLink } from '../parts/thing';

const SHOWN = 8;
/** Seconds, one tick: what is said to take less flows. */
const SHORTEST = 1 / 60;

/** Machines at work on one recipe, side by side: what one of them makes and uses in a minute, and what it takes to run. */
export function Machines({ machines, about }: { machines: readonly MachineUse[] /** What is being made. */; about?: Shown | undefined }) {
  const [all, setAll] = useState(false);
  const shown = all ? machines : machines.slice(0, SHOWN);
  const some = (test: (use: MachineUse) => boolean) => machines.some(test);
  const columns = {
    uses: some((use) => use.uses.length > 0),
    // A pump has no runs worth a time.
    time: some((use) => use.time >= SHORTEST),
    power: some((use) => use.power !== null || use.fuels !== undefined),
    modules: some((use) => use.modules > 0),
    conditions: some((use) => use.conditions.length > 0),
  };
  return (
    <Section id="machines" title={w.page.machines} count={w.page.machinesNote}>
      <div class="wide">
        <table class="table machines">
          <caption class="vh">
            {w.page.machines}
            {about !== undefined && `, ${w.machine.forItem} ${about.label}`}: {w.page.machinesNote}
          </caption>
          <thead>
            <tr>
              <th scope="col">{w.machine.name}</th>
              <th scope="col">{w.machine.makes}</th>
              {columns.uses && <th scope="col">{w.machine.uses}</th>}
              <th scope="col" class="num">
                {w.machine.speed}
              </th>
              {columns.time && (
                <th scope="col" class="num">
                  {w.machine.time}
                </th>
              )}
              {columns.power && (
                <th scope="col" class="num">
                  {w.machine.power}
                </th>
              )}
              {columns.modules && (
                <th scope="col" class="num">
                  {w.machine.modules}
                </th>
              )}
              {columns.conditions && <th scope="col">{w.machine.conditions}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((use, at) => (
              <tr key={`${refKey(use.machine)} ${at}`} class={use.tooSmall === true ? 'is-off' : ''}>
                <th scope="row">
                  <span class="row">
                    <span aria-hidden="true">
                      <Slot of={use.machine} size="s" tabIndex={-1} />
                    </span>
                    <span class="machines__name">
                      <ThingLink of={use.machine} />
                      <span class="t-12 faint">
                        {[
                          use.tooSmall === true
                            ? w.machine.tooSmall
                            : w.machine.slotsWords(use.slots.items, use.slots.fluidsIn, use.slots.fluidsOut),
                          use.productivity > 0 ? w.machine.productivity(use.productivity) : '',
                        ]
                          .filter((part) => part !== '')
                          .join(' · ')}
                      </span>
                    </span>
                  </span>
                  {use.tooSmall !== true && (
                    <span class="vh">{w.page.machineWords(use.machine.label, use.makes.map(said), use.uses.map(said))}</span>
                  )}
                </th>
                <td>
                  <Rates of={use.makes} />
                </td>
                {columns.uses && (
                  <td class="dim">
                    <Rates of={use.uses} />
                  </td>
                )}
                <td class="num">{amount(use.speed)}</td>
                {columns.time && <td class="num">{duration(use.time)}</td>}
                {columns.power && (
                  <td class="num">
                    {use.power === null
                      ? use.fuels === undefined
                        ? w.machine.free
                        : `${w.machine.burns} ${use.fuels.join(', ')}`
                      : withPrefix(use.power, 'W')}
                    {use.drain !== null && use.drain > 0 && <span class="t-12 faint machines__drain">{w.machine.drain(use.drain)}</span>}
                  </td>
                )}
                {columns.modules && <td class="num">{use.modules}</td>}
                {columns.conditions && <td class="dim">{use.conditions.length === 0 ? '' : w.amount.conditions(use.conditions)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {machines.length > SHOWN && (
        <div class="panel__foot panel__foot--page">
          <button type="button" class="btn btn--s" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? w.page.showLess : w.machine.all(machines.length)}
          </button>
        </div>
      )}
    </Section>
  );
}

function Rates({ of }: { of: MachineUse['makes'] }) {
  return (
    <span class="rates">
      {of.map((one, at) => (
        <span class="rates__one" key={`${refKey(one.ref)} ${at}`} title={one.ref.label}>
          <Picture of={one.ref} class="pic--20" /> {amount(one.perMinute)}
          <span class="vh"> {one.ref.label}</span>
        </span>
      ))}
    </span>
  );
}

const said = ({ ref, perMinute }: MachineUse['makes'][number]) => ({ label: ref.label, perMinute });
