import type { PackInfo } from '../../core/pack/types';
import type { WorldInfo } from '../../core/world/types';
import type { Job } from '../../state/load';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { hasMap } from './has-map';

/** Percent, bar and numbers of a job. */
export function Progress({ job, worlds, packs }: { job: Job; worlds: WorldInfo[]; packs: PackInfo[] }) {
  const { actions } = useApp();
  const { progress } = job;
  const reading = job.status === 'reading' || job.status === 'fetching';
  const bytes = job.status === 'fetching' ? (job.fetched?.bytes ?? 0) : (progress?.bytes ?? 0);
  const total = job.status === 'fetching' ? (job.fetched?.total ?? 0) : (progress?.totalBytes ?? 0);
  const part = job.status === 'done' ? 1 : total > 0 ? Math.min(1, bytes / total) : 0;
  /** What came of it, when it is over: something new, nothing new, or nothing at all. */
  const changed = (job.report?.worlds.length ?? 1) + (job.report?.packs.length ?? 1);
  const came = worlds.length + packs.length === 0 ? (job.report?.loose === undefined ? 'none' : 'loose') : changed === 0 ? 'known' : 'new';
  /** Read, but not yet put in order and stored. */
  const settling = job.status === 'reading' && total > 0 && bytes >= total;
  const percent = Math.floor(part * 100);
  const left = progress === null || !reading ? null : format.secondsLeft(total - bytes, progress.bytesPerSecond);
  const seconds = job.endedAt === null ? null : (job.endedAt - job.startedAt) / 1000;
  const speed = progress === null ? null : reading || !seconds ? progress.bytesPerSecond : (bytes - job.grown) / seconds;
  const title = t.import.status[job.status](t.count.files(Math.max(job.names.length, 1)), job.names[0] ?? '');

  return (
    <div class="import__head stack">
      <div class="row import__title">
        <div class="grow">
          <h1 class="t-20">{title}</h1>
          <p class="dim" aria-live="polite">
            {words()}
            {job.leftOut > 0 && ` ${t.import.leftOut(job.leftOut)}`}
          </p>
        </div>
        {reading && (
          <button type="button" class="btn" onClick={actions.cancel}>
            {t.cancel}
          </button>
        )}
      </div>
      {(job.status !== 'failed' || progress !== null) && (
        <>
          <div class="row import__bar">
            <span class="big">{t.percent(percent)}</span>
            <div
              class="progress grow"
              role="progressbar"
              aria-label={t.import.progress}
              aria-valuenow={percent}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuetext={`${t.percent(percent)}, ${format.bytes(bytes)}`}
            >
              <i class={job.status !== 'done' ? '' : came === 'none' ? 'none' : 'done'} style={{ width: `${part * 100}%` }} />
            </div>
          </div>
          <dl class="stats">
            <Stat name={t.import.read} value={format.bytes(bytes)} small={total > 0 ? t.import.of(format.bytes(total)) : ''} />
            <Stat name={t.import.speed} value={speed === null ? '–' : t.import.perSecond(format.bytes(speed))} />
            {(packs.length === 0 || (progress?.packets ?? 0) > 0) && (
              <Stat name={t.import.packets} value={format.number(progress?.packets ?? 0)} />
            )}
            {reading ? (
              <Stat name={t.import.left} value={left === null ? '–' : t.import.about(left)} />
            ) : (
              <Stat name={t.import.took} value={seconds === null ? '–' : t.import.seconds(seconds)} />
            )}
          </dl>
        </>
      )}
    </div>
  );

  function words(): string {
    if (progress?.waiting) return t.import.waiting;
    if (reading && progress?.pictures !== undefined) return t.import.pictures(progress.pictures.done, progress.pictures.total);
    if (settling) return t.import.settling;
    if (reading) return worlds.some(hasMap) ? t.import.lookAlready : t.import.safe;
    if (job.status === 'done')
      return came === 'known'
        ? t.import.over.known(format.enumeration([...worlds, ...packs].map(({ name }) => name)))
        : t.import.over[came];
    return t.import.over[job.status as 'cancelled' | 'failed'];
  }
}

function Stat({ name, value, small = '' }: { name: string; value: string; small?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} {small !== '' && <span class="t-12 faint">{small}</span>}
      </dd>
    </div>
  );
}
