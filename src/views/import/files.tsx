import type { Job } from '../../state/load';
import { format, t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from '../parts/icon';

/** A row for every file: what it is, how far it is, and Follow where the game may go on writing it. */
export function Files({ job }: { job: Job }) {
  const { state, actions } = useApp();
  const rows = job.progress?.files ?? [];
  const reports = new Map(job.report?.files.map((file) => [file.name, file]));
  const over = job.status !== 'reading' && job.status !== 'fetching';
  const ofPacks = (job.report?.packs.length ?? 0) > 0 || job.report?.loose !== undefined;
  const named = new Set(rows.map((row) => row.name));
  const waiting = over ? [] : job.names.filter((name) => !named.has(name)).slice(0, 50);

  return (
    <ul class="files">
      {rows.map((row) => {
        const file = reports.get(row.name) ?? row;
        const done = row.done || (over && job.status !== 'cancelled');
        const cut = over && !done;
        const part = file.bytes === 0 ? 1 : Math.min(1, row.bytesDone / file.bytes);
        // What belongs to packs goes into no world; what could not be used says why.
        const useless = over && file.worlds.length === 0 && file.ofPack !== true && (file.note !== '' || !ofPacks);
        const followed = state.followed.value.find((one) => one.name === file.name);
        return (
          <li class="file" key={file.name}>
            <span class={useless ? 'bad' : done ? 'good' : 'accent'}>
              <Icon name={useless ? 'bad' : done ? 'check' : cut ? 'info' : 'drop'} />
              <span class="vh">
                {useless ? t.import.fileUseless : done ? t.import.fileDone : cut ? t.import.fileCut : t.import.fileReading}
              </span>
            </span>
            <span class="cut" title={file.name}>
              {file.name}
            </span>
            <span class="dim t-12 file__what">{file.format}</span>
            {over && !cut && file.worlds.length > 0 && actions.canFollow(file.name) ? (
              <FollowButton name={file.name} status={followed?.status ?? null} packets={followed?.packets ?? 0} />
            ) : useless ? (
              <span class="faint t-12">{t.import.notUsed}</span>
            ) : cut ? (
              <span class="faint t-12">{t.import.cutAt(Math.floor(part * 100))}</span>
            ) : (
              <span class="progress progress--s" aria-hidden="true">
                <i class={done ? 'done' : ''} style={{ width: `${(done ? 1 : part) * 100}%` }} />
              </span>
            )}
            <span class="num faint t-12">{format.bytes(followed?.bytes ?? file.bytes)}</span>
            {file.note !== '' && <p class="file__note">{file.note}</p>}
          </li>
        );
      })}
      {waiting.map((name) => (
        <li class="file" key={name}>
          <span class="faint">
            <Icon name="clock" />
          </span>
          <span class="cut dim">{name}</span>
          <span class="faint t-12 file__what">{t.import.fileWaiting}</span>
          <span class="progress progress--s" aria-hidden="true" />
          <span />
        </li>
      ))}
    </ul>
  );
}

function FollowButton({
  name,
  status,
  packets,
}: {
  name: string;
  status: 'waiting' | 'grown' | 'restarted' | 'gone' | null;
  packets: number;
}) {
  const { actions } = useApp();
  if (status === null)
    return (
      <button type="button" class="btn btn--s" title={t.follow.tip} onClick={() => actions.follow(name)}>
        <Icon name="live" /> {t.follow.start}
      </button>
    );
  return (
    <button type="button" class="btn btn--s" aria-pressed="true" title={t.follow.stop} onClick={() => actions.unfollow(name)}>
      <Icon name="live" /> {packets > 0 ? t.follow.packets(packets) : t.follow.on}
    </button>
  );
}
