import '../../styles/time.css';
import { useEffect } from 'preact/hooks';
import { t } from '../../../texts';
import { useApp } from '../../app-context';
import { useMedia } from '../use-media';
import { LatestButton, More, PlayButton, SkipButton, SpeedPicker, StepButton } from './controls';
import { pageKeys } from './keys';
import { NowClock, NowTick, NowTime } from './now';
import { Track } from './track';

/** The film of the world, at the foot of the map. */
export function TimelineBar({ phone }: { phone: boolean }) {
  const { time, map } = useApp().state;
  const narrow = useMedia('(max-width: 1000px)');
  const { zoom } = time;
  const whole = time.span.value;
  useEffect(() => {
    const key = (event: KeyboardEvent) => pageKeys(event, time);
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);
  useEffect(() => {
    zoom.value = null;
  }, [map.world.value, map.branch.value]);

  if (map.info.value === null) return null;
  if (whole === null)
    return (
      <section class="foot" aria-label={t.time.title}>
        <span class="faint">{t.time.none}</span>
      </section>
    );
  if (phone)
    return (
      <section class="foot time time--phone" aria-label={t.time.title}>
        <PlayButton />
        <Track whole={whole} zoom={zoom} phone />
        <More clock />
      </section>
    );
  return (
    <section class="foot time" aria-label={t.time.title}>
      <div class="row time__left">
        <div class="row time__keys">
          <StepButton to={-1} />
          <PlayButton />
          <StepButton to={1} />
        </div>
        <div class="time__at">
          <b>
            <NowTime />
          </b>
          <span class="t-11 faint">
            <NowTick />
          </span>
          <span class="t-11 faint">
            <NowClock />
          </span>
        </div>
      </div>
      <Track whole={whole} zoom={zoom} phone={false} />
      <div class="row time__right">
        {narrow ? (
          <More clock={false} />
        ) : (
          <>
            <SpeedPicker />
            <SkipButton />
            <LatestButton />
          </>
        )}
      </div>
    </section>
  );
}
