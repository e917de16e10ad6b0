import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../../core/result';
import type { Area } from '../../../core/world/types';
import { t } from '../../../texts';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { ProgressBar } from '../../parts/progress-bar';
import type { Stage } from '../stage';

export interface Saving {
  done: { done: number; total: number } | null;
  failed: string;
  /** Why nothing came of it, for the person. */
  fail(why: string): void;
  cancel(): void;
  /** One at a time: while it goes on another does nothing. */
  start(
    total: number,
    words: string,
    work: (onProgress: (done: number, total: number) => void, signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
}

/** Work of a dialog that ends in a file: its progress, its failure, and its end when the dialog closes. */
export function useSaving(): Saving {
  const { activity } = useApp();
  const [done, setDone] = useState<Saving['done']>(null);
  const [failed, setFailed] = useState('');
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  return {
    ...{ done, failed, fail: setFailed },
    cancel: () => running.current?.abort(),
    async start(total, words, work) {
      if (running.current !== null) return;
      const controller = new AbortController();
      running.current = controller;
      setFailed('');
      setDone({ done: 0, total });
      try {
        await activity.track(work((at, of) => setDone({ done: at, total: of }), controller.signal));
      } catch (error) {
        if (!controller.signal.aborted) {
          console.warn(error);
          setFailed([words, (error as Partial<Problem>).detail, (error as Partial<Problem>).tip].filter(Boolean).join(' '));
        }
      } finally {
        running.current = null;
        setDone(null);
      }
    },
  };
}

interface FootProps {
  saving: Saving;
  /** Of the progress: what is done, and how far. */
  label: string;
  words: (done: number, total: number) => string;
  icon: string;
  save: string;
  possible: boolean;
  onClose(): void;
}

/** Below the choices: how far it is, what went wrong, and the buttons. */
export function SavingFoot({ saving, label, words, icon, save, possible, onClose }: FootProps): ComponentChildren {
  const { done, failed, cancel } = saving;
  return (
    <>
      {done !== null && <ProgressBar label={label} {...done} words={words(done.done, done.total)} />}
      {failed !== '' && (
        <p class="t-12 bad" role="alert">
          {failed}
        </p>
      )}
      <div class="btns dialog__foot">
        <span class="grow" />
        <button type="button" class="btn btn--ghost" onClick={done === null ? onClose : cancel}>
          {t.cancel}
        </button>
        <button type="submit" class="btn btn--primary" disabled={!possible || done !== null}>
          <Icon name={icon} /> {save}
        </button>
      </div>
    </>
  );
}

/** What the map shows, in tiles. Leaflet's south is the smaller y, which in the game is north. */
export function viewOf({ map }: Stage): Area {
  const box = map.getBounds();
  return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
}
