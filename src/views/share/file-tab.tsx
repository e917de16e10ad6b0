import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../core/result';
import { PRIVATE, type SnapshotChoice } from '../../core/world/snapshot/choice';
import type { Span } from '../../core/world/types';
import type { ExportProgress, SiteQuestion } from '../../state/client';
import { download } from '../../state/download';
import { MOD_ZIPS, zipAddress } from '../../state/mod-zips';
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
/** A site is the same file with the site round it. */
type Form = 'file' | 'site';
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
  const [form, setForm] = useState<Form>('file');
  const [address, setAddress] = useState('');
  const [progress, setProgress] = useState<(ExportProgress & { of: Form }) | null>(null);
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
  const place = siteAddress(address);
  const wrong = form === 'site' && place === undefined;
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
      <fieldset class="share__set" disabled={busy}>
        <legend class="label">{words.site.form}</legend>
        <Segmented
          label={words.site.form}
          value={form}
          choices={[
            { value: 'file', label: words.site.file },
            { value: 'site', label: words.site.site },
          ]}
          onChoose={choose((next) => setForm(next as Form))}
        />
        {form === 'site' && (
          <label class="field">
            <span class="vh">{words.site.address}</span>
            <input
              type="url"
              value={address}
              maxLength={500}
              placeholder={words.site.placeholder}
              title={words.site.addressTip}
              onInput={(event) => choose(setAddress)(event.currentTarget.value)}
            />
          </label>
        )}
      </fieldset>
      <p class="t-12 dim">{form === 'file' ? words.file.opens : words.site.tip}</p>
      {wrong && (
        <p class="t-12 bad" role="alert">
          {words.site.wrongAddress}
        </p>
      )}
      {progress !== null && (
        <ProgressBar
          label={progress.of === 'file' ? words.file.gathering : words.site.gathering}
          done={progress.done}
          total={progress.total}
          words={
            progress.waiting === true
              ? words.file.waiting
              : (progress.of === 'file' ? words.file.parts : words.site.files)(progress.done, progress.total)
          }
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
        <button type="submit" class="btn btn--primary" disabled={busy || wrong}>
          <Icon name="save" /> {form === 'file' ? words.file.save : words.site.save}
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
    setProgress({ of: 'file', done: 0, total: 0 });
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
      const told = (of: Form) => (at: ExportProgress) => setProgress({ ...at, of });
      const joined = withPack ? (pack?.id ?? null) : null;
      const writing = client.import.exportWorld(info.id, choice, joined, told('file'), controller.signal);
      const world = await activity.track(writing);
      const named = [info.name, ...(span === null ? [] : [span[1]]), ...(form === 'file' ? [] : [words.site.name])];
      const zip = form === 'file' ? world : await activity.track(asSite(world, told('site'), controller.signal));
      const file = new File([zip], fileName(named, 'zip'), { type: 'application/zip' });
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

  /** The preview is of what is looked at, as far as it is in the file. */
  function asSite(world: Blob, onProgress: (at: ExportProgress) => void, signal: AbortSignal): Promise<Blob> {
    const question: SiteQuestion = {
      ...{ base: document.baseURI, more: MOD_ZIPS.map(({ file }) => zipAddress(file).replace(/^\.\//, '')), snapshot: world },
      ...{ title: info?.name ?? '', description: words.site.description(info?.name ?? ''), address: place ?? null, view: map.view.peek() },
    };
    return client.site(question, (done, total) => onProgress({ done, total }), signal);
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

/** Where the folder will lie; null: not said, undefined: that is no address. */
function siteAddress(text: string): string | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  return `${url.origin}${url.pathname.replace(/(?:\/index\.html|\/)?$/, '/')}`;
}
