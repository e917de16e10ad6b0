import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { SPEEDS, type Speed } from '../../../state/time';
import { format, t } from '../../../texts';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { Picker } from '../../parts/picker';
import { Segmented } from '../../parts/segmented';
import { useBackCloses } from '../../parts/use-back';
import { branchTitle } from '../status';
import { NowClock, NowTick, NowTime } from './now';

const speedName = (speed: number) => t.time.times(format.number(speed));

export function PlayButton() {
  const { time } = useApp().state;
  const plays = time.playing.value;
  const words = plays ? t.time.pause : t.time.play;
  return (
    <button type="button" class="btn btn--icon btn--l time__play" aria-label={words} title={words} onClick={time.toggle}>
      <Icon name={plays ? 'pause' : 'play'} />
    </button>
  );
}

export function StepButton({ to }: { to: 1 | -1 }) {
  const { time } = useApp().state;
  const words = to < 0 ? t.time.before : t.time.after;
  return (
    <button type="button" class="btn btn--ghost btn--icon" aria-label={words} title={words} onClick={() => void time.step(to)}>
      <Icon name={to < 0 ? 'prev' : 'next'} />
    </button>
  );
}

export function SkipButton() {
  const { time } = useApp().state;
  return (
    <button
      type="button"
      class="btn"
      aria-pressed={time.skipIdle.value}
      title={t.time.skipTip}
      onClick={() => {
        time.skipIdle.value = !time.skipIdle.value;
      }}
    >
      {t.time.skip}
    </button>
  );
}

export function LatestButton() {
  const { time, map } = useApp().state;
  const latest = map.tick.value === null && !time.playing.value && !time.held.value;
  return (
    <button type="button" class="btn" title={t.time.toLatest} disabled={latest} onClick={() => time.seek(null)}>
      {t.time.latest} <Icon name="next" />
    </button>
  );
}

export function SpeedPicker() {
  const { time } = useApp().state;
  return (
    <Picker
      face="pick"
      label={t.time.speed}
      value={String(time.speed.value)}
      choices={SPEEDS.map((speed) => ({ value: String(speed), label: speedName(speed) }))}
      onChoose={(value) => time.setSpeed(Number(value) as Speed)}
    />
  );
}

/** Where there is no room: one button that says time and speed, and opens the rest. */
export function More({ clock }: { clock: boolean }) {
  const { time, map } = useApp().state;
  const open = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const close = () => {
    open.value = false;
  };
  useBackCloses(open.value, close);
  useEffect(() => {
    if (!open.value) return;
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) close();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
      box.current?.querySelector('button')?.focus();
    };
    addEventListener('pointerdown', outside, true);
    addEventListener('keydown', key, true);
    return () => {
      removeEventListener('pointerdown', outside, true);
      removeEventListener('keydown', key, true);
    };
  }, [open.value]);
  const branches = map.info.value?.branches ?? [];
  return (
    <div class="time__more" ref={box}>
      <button
        type="button"
        class="btn btn--ghost time__open"
        aria-label={t.time.more}
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {clock && (
          <b class="t-14 strong">
            <NowTime short />
          </b>
        )}
        <span class="t-11 faint">
          {speedName(time.speed.value)} <Icon name="up" size="s" />
        </span>
      </button>
      {open.value && (
        <section class="panel panel--float time__panel" aria-label={t.time.more}>
          <p class="row">
            <span class="grow">
              <NowTick /> <span class="faint">· </span>
              <NowClock />
            </span>
          </p>
          <Segmented
            label={t.time.speed}
            value={String(time.speed.value)}
            choices={SPEEDS.map((speed) => ({ value: String(speed), label: speedName(speed) }))}
            onChoose={(value) => time.setSpeed(Number(value) as Speed)}
          />
          <div class="row">
            <StepButton to={-1} />
            <StepButton to={1} />
            <span class="grow" />
            <SkipButton />
            <LatestButton />
          </div>
          {branches.length > 1 && (
            <Picker
              label={t.time.forks}
              value={map.branch.value ?? ''}
              choices={branches.map((branch) => ({ value: branch.id, label: branchTitle(branch) }))}
              onChoose={(id) => {
                map.branchChoice.value = id;
              }}
            />
          )}
        </section>
      )}
    </div>
  );
}
