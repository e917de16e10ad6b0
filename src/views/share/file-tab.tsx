import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../core/result';
import { PRIVATE, type SnapshotChoice } from '../../core/world/snapshot/choice';
import type { Span } from '../../core/world/types';
import type { ExportProgress } from '../../state/client';
import { download } from '../../state/download';
import { t } from '../../texts';
import { share as words } from '../../texts/share';
import { useApp } from '../app-context';
import { fileName } from '../map/picture/scales';
import { CheckRow } from '../parts/check-row';
import { Icon } from '../parts/icon';
import { Picker } from '../parts/picker';
import { ProgressBar } from '../parts/progress-bar';
import { Segmented } from '../parts/segmented';
import { surfaceTitle } from '../parts/surface-title';

type What = 'all' | 'span' | 'moment';
const ALL = '';

/** The world as a file: how much of it, and what of people. Private unless chosen otherwise. */
export function FileTab() {
  const { state, client, activity, actions } = useApp();
  const { map, time } = state;
  const info = map.info.value;
  const [what, setWhat] = useState<What>('all');
  const [surface, setSurface] = useState(ALL);
  const [force, setForce] = useState(ALL);
  const [people, setPeople] = useState({ names: false, chat: false, engine: false });
  const [withPack, setWithPack] = useState(false);
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const [made, setMade] = useState<File | null>(null);
  const [said, setSaid] = useState('');
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  if (info === null) return null;

  const hosted = state.hosted.list.value.get(info.id);
  if (hosted !== undefined)
    return (
      <div class="dialog__body stack">
        <p class="dim">{words.file.hosted}</p>
        <a class="btn btn--primary" href={hosted.address} download rel="noopener noreferrer" target="_blank">
          <Icon name="save" /> {words.file.fetch}
        </a>
      </div>
    );

  const pack = state.joined.pack.value;
  const forget = () => {
    setMade(null);
    setSaid('');
  };
  const change = (key: keyof typeof people) => (on: boolean) => {
    forget();
    setPeople({ ...people, [key]: on });
  };
  const busy = progress !== null;
  const tick = map.tick.value;
  const canSend = made !== null && navigator.canShare?.({ files: [made] }) === true;
  const choose =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      forget();
      set(value);
    };

  return (
    <form
      class="dialog__body stack"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <fieldset class="share__set" disabled={busy}>
        <legend class="label">{words.file.what}</legend>
        <Segmented
          label={words.file.what}
          value={what}
          choices={[
            { value: 'all', label: words.file.all },
            ...(tick === null ? [] : [{ value: 'span', label: words.file.span }]),
            { value: 'moment', label: words.file.moment },
          ]}
          onChoose={choose((next) => setWhat(next as What))}
        />
        {info.surfaces.length > 1 && (
          <Picker
            label={words.file.surfaces}
            value={surface}
            choices={[
              { value: ALL, label: words.file.allSurfaces },
              ...info.surfaces.map((one) => ({ value: String(one.index), label: surfaceTitle(one) })),
            ]}
            onChoose={choose(setSurface)}
          />
        )}
        {info.forces.length > 1 && (
          <Picker
            label={words.file.forces}
            value={force}
            choices={[
              { value: ALL, label: words.file.allForces },
              ...info.forces.map((one) => ({ value: String(one.index), label: one.name })),
            ]}
            onChoose={choose(setForce)}
          />
        )}
      </fieldset>
      <fieldset class="share__set" disabled={busy}>
        <legend class="label">{words.file.privacy}</legend>
        <CheckRow on={people.names} label={words.file.names} onChange={change('names')} />
        <CheckRow on={people.chat} label={words.file.chat} onChange={change('chat')} />
        <CheckRow on={people.engine} label={words.file.engine} onChange={change('engine')} />
        <p class="t-12 dim">{words.file.privacyTip}</p>
        {pack !== null && <CheckRow on={withPack} label={words.file.pack(pack.name)} onChange={choose(setWithPack)} />}
      </fieldset>
      <p class="t-12 dim">{words.file.opens}</p>
      {progress !== null && (
        <ProgressBar
          label={words.file.gathering}
          done={progress.done}
          total={progress.total}
          words={progress.waiting === true ? words.file.waiting : words.file.parts(progress.done, progress.total)}
        />
      )}
      {said !== '' && (
        <p class="t-12" role="status">
          {said}
        </p>
      )}
      <div class="btns dialog__foot">
        {canSend && (
          <button type="button" class="btn" onClick={() => void send()}>
            <Icon name="share" /> {words.file.send}
          </button>
        )}
        <span class="grow" />
        {busy && (
          <button type="button" class="btn btn--ghost" onClick={() => running.current?.abort()}>
            {t.cancel}
          </button>
        )}
        <button type="submit" class="btn btn--primary" disabled={busy}>
          <Icon name="save" /> {words.file.save}
        </button>
      </div>
    </form>
  );

  async function make() {
    if (info === null || running.current !== null) return;
    if (made !== null) return download(made, made.name);
    const controller = new AbortController();
    running.current = controller;
    setSaid('');
    setProgress({ done: 0, total: 0 });
    const at = time.listed.peek() ?? info.branches.find(({ id }) => id === map.branch.peek())?.ticks?.[1] ?? info.ticks?.[1] ?? 0;
    const span: Span | null = what === 'all' ? null : what === 'moment' ? [at, at] : [Math.min(at, info.ticks?.[0] ?? 0), at];
    const choice: SnapshotChoice = {
      ...PRIVATE,
      branch: span === null ? null : map.branch.peek(),
      span,
      surfaces: surface === ALL ? null : [Number(surface)],
      forces: force === ALL ? null : [Number(force)],
      names: people.names ? 'keep' : 'numbered',
      chat: people.chat,
      engine: people.engine,
    };
    try {
      const writing = client.import.exportWorld(info.id, choice, withPack ? (pack?.id ?? null) : null, setProgress, controller.signal);
      const zip = await activity.track(writing);
      const file = new File([zip], fileName([info.name, ...(span === null ? [] : [span[1]])], 'zip'), { type: 'application/zip' });
      setMade(file);
      setSaid(words.file.done(file.name, file.size));
      download(file, file.name);
    } catch (error) {
      if (controller.signal.aborted) setSaid(words.file.cancelled);
      else {
        console.warn(error);
        const { detail, tip } = error as Partial<Problem>;
        setSaid([words.file.failed, detail, tip].filter(Boolean).join(' '));
      }
    } finally {
      running.current = null;
      setProgress(null);
    }
  }

  async function send() {
    if (made === null) return;
    try {
      await navigator.share({ files: [made], title: info?.name ?? '' });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) actions.say('bad', words.sendFailed);
    }
  }
}
