import type { BranchInfo, WorldInfo } from '../../core/world/types';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';
import { Picker } from '../parts/picker';

/** What is known of the world, and which parts of its life no log covers. */
export function Status() {
  const { map, moment, joined } = useApp().state;
  const info = map.info.value;
  const now = moment.now.value;
  if (info === null) return null;
  const force = map.force.value ?? info.forces.find((one) => one.name === 'player')?.index ?? null;
  const online = now?.players.filter((player) => player.online === true).length ?? 0;
  const researched = force === null ? [] : (now?.researched[force] ?? []);
  const rockets = force === null ? 0 : (now?.rockets[force] ?? 0);
  const latest = researched.at(-1);
  const version = info.gameVersion ?? now?.header?.game ?? null;
  return (
    <div class="status">
      <dl class="facts">
        {version !== null && <Fact name={t.status.version} value={version} />}
        {info.seed !== null && <Fact name={t.status.seed} value={String(info.seed)} />}
        <Fact name={t.status.online} value={format.number(online)} />
        {researched.length > 0 && (
          <Fact
            name={t.status.research}
            value={
              latest === undefined
                ? format.number(researched.length)
                : t.status.researched(researched.length, joined.titleOf(latest.name, ['technology']))
            }
          />
        )}
        {rockets > 0 && <Fact name={t.status.rockets} value={format.number(rockets)} />}
        {info.ticks !== null && <Fact name={t.status.covers} value={format.playSpan(info.ticks[0], info.ticks[1])} />}
        {info.clocks !== null && (
          <Fact name={t.status.clock} value={t.world.fromTo(format.logClock(info.clocks[0]), format.logClock(info.clocks[1]))} />
        )}
        <Fact name={t.status.engine} value={engine(info)} />
        <Fact name={t.status.files} value={info.files.slice(0, 10).join(', ')} />
      </dl>
      <Branches info={info} />
      <Gaps info={info} />
      {info.mods.length > 0 && (
        <details class="status__mods">
          <summary class="sec">
            {t.status.mods} <span class="count">{format.number(info.mods.length)}</span>
            <Icon name="down" />
          </summary>
          <ul class="status__list">
            {info.mods.slice(0, 500).map((mod) => (
              <li key={mod.name} class="row">
                <span class="cut grow">{mod.name}</span>
                <span class="faint">{mod.version}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function engine(info: WorldInfo): string {
  const { joins, leaves, saves, errors } = info.engine;
  return [t.noMap.joins(joins), t.noMap.leaves(leaves), t.noMap.saves(saves), t.noMap.errors(errors)].join(', ');
}

/** A reloaded save starts another history; only one is shown at a time. */
function Branches({ info }: { info: WorldInfo }) {
  const { map } = useApp().state;
  if (info.branches.length < 2) return null;
  return (
    <section class="stack" aria-label={t.status.branches}>
      <h3 class="sec">
        {t.status.branches} <span class="count">{format.number(info.branches.length)}</span>
      </h3>
      <Picker
        label={t.status.branches}
        value={map.branch.value ?? ''}
        choices={info.branches.map((branch) => ({ value: branch.id, label: branchTitle(branch) }))}
        onChoose={(id) => {
          map.branchChoice.value = id;
        }}
      />
      <p class="t-12 faint">{info.branches.some((branch) => branch.unlinked === true) ? t.status.unlinked : t.status.branchTip}</p>
    </section>
  );
}

export function branchTitle(branch: BranchInfo): string {
  const { ticks, leavesAt } = branch;
  const isMain = branch.parent === null && branch.unlinked !== true;
  if (!isMain && leavesAt !== null)
    return [t.status.leaves(format.playTime(leavesAt.tick)), ticks === null ? '' : t.status.upTo(format.playTime(ticks[1]))]
      .filter(Boolean)
      .join(' · ');
  return [isMain ? t.status.main : branch.id, ticks === null ? '' : format.playSpan(ticks[0], ticks[1])].filter(Boolean).join(' · ');
}

function Gaps({ info }: { info: WorldInfo }) {
  const { map } = useApp().state;
  const gaps = info.gaps.filter((gap) => gap.branch === map.branch.value);
  if (gaps.length === 0) return null;
  return (
    <section aria-label={t.status.gaps}>
      <h3 class="sec">
        {t.status.gaps} <span class="count">{format.number(gaps.length)}</span>
      </h3>
      <ul class="status__list">
        {gaps.slice(0, 100).map((gap) => (
          <li key={gap.ticks.join(' ')} class="row">
            <span class="grow">{format.playSpan(gap.ticks[0], gap.ticks[1])}</span>
            <span class="bad">{t.status.missing(gap.lines)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
