import { useState } from 'preact/hooks';
import { frameFits, frameSize, tickOf } from '../../../core/picture/film';
import type { Area, Span } from '../../../core/world/types';
import { download } from '../../../state/download';
import { format } from '../../../texts';
import { m } from '../../../texts/tools';
import { useApp } from '../../app-context';
import { CheckRow } from '../../parts/check-row';
import { Dialog } from '../../parts/dialog';
import { Picker } from '../../parts/picker';
import { Segmented } from '../../parts/segmented';
import { surfaceTitle } from '../../parts/surface-title';
import { SavingFoot, useSaving, viewOf } from '../picture/saving';
import { fileName, SCALES, seen } from '../picture/scales';
import type { Stage } from '../stage';
import type { StageState } from '../stage-state';
import { framesOf, lengthOf, openingScale, openingSpeed, RATE, speedsFor } from './lengths';
import { SpanFields } from './span-fields';
import { useFormats } from './use-formats';

type What = 'view' | 'surface';

/** Saves a span of the map as a film: of what and when, how fast, how large, with what drawn over it. */
export function FilmDialog({ stage, local }: { stage: Stage; local: StageState }) {
  const { state, client } = useApp();
  const { map, time } = state;
  const bounds = map.bounds.value.value;
  const surface = map.surface.value;
  const whole = time.span.value;
  const [view] = useState(() => viewOf(stage));
  const inView = seen(view, bounds);
  const [what, setWhat] = useState<What>(() => (inView === null ? 'surface' : 'view'));
  // What the timeline shows is what one is looking at.
  const [chosenSpan, setSpan] = useState<Span | null>(() => time.zoom.peek());
  const [chosenSpeed, setSpeed] = useState<number | null>(null);
  const [chosenScale, setScale] = useState<number | null>(null);
  const [chosenFormat, setFormat] = useState<string | null>(null);
  const [marks, setMarks] = useState(true);
  const [clock, setClock] = useState(true);
  const saving = useSaving();

  const area = what === 'view' ? inView : bounds;
  const span: Span = chosenSpan === null || whole === null ? (whole ?? [0, 0]) : within(chosenSpan, whole);
  const speeds = speedsFor(span);
  const speed = speeds.find((one) => one === chosenSpeed) ?? openingSpeed(span);
  const frames = framesOf(span, speed);
  const closest = what === 'view' ? Math.max(1, 2 ** Math.floor(stage.map.getZoom())) : 4;
  const nth = area === null ? -1 : (chosenScale ?? openingScale(area, closest));
  const scale = SCALES[nth];
  const size = area === null || scale === undefined || !frameFits(area, scale) ? null : frameSize(area, scale);
  const formats = useFormats(size);
  const file = formats?.find((one) => one === chosenFormat) ?? formats?.[0] ?? null;
  const possible = size !== null && file !== null && span[0] < span[1];
  const close = () => {
    local.film.value = false;
  };

  return (
    <Dialog title={m.film.title} onClose={close}>
      <form
        class="dialog__body stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {area === null || whole === null || whole[0] === whole[1] ? (
          <p class="dim">{area === null ? m.film.none : m.film.noTime}</p>
        ) : (
          <>
            <Segmented
              label={m.print.what}
              value={what}
              choices={[
                { value: 'view', label: m.film.view, ...(inView === null ? { off: m.print.empty } : {}) },
                { value: 'surface', label: m.film.surface(surface === null ? '' : surfaceTitle(surface)) },
              ]}
              onChoose={(next) => {
                setWhat(next as What);
                setScale(null);
              }}
            />
            <SpanFields whole={whole} span={span} onChange={setSpan} />
            <Picker
              label={m.film.speed}
              value={String(speed)}
              choices={speeds.map((one) => ({
                value: String(one),
                label: m.film.speedOf(m.film.times(one), m.film.seconds(lengthOf(span, one))),
              }))}
              onChoose={(one) => setSpeed(Number(one))}
            />
            <Picker
              label={m.film.scale}
              value={String(nth)}
              choices={SCALES.flatMap((one, i) =>
                frameFits(area, one)
                  ? [{ value: String(i), label: `${m.print.perTile(one.times / 2 ** one.level)} · ${words(area, one)}` }]
                  : [],
              )}
              onChoose={(one) => setScale(Number(one))}
            />
            {size !== null && (
              <Picker
                label={m.film.format}
                value={file ?? ''}
                choices={
                  formats === null
                    ? [{ value: '', label: m.film.asking }]
                    : formats.map((one) => ({ value: one, label: m.film.formats[one] }))
                }
                onChoose={setFormat}
              />
            )}
            {formats !== null && !formats.some((one) => one !== 'png') && <p class="t-12 dim">{m.film.noEncoder}</p>}
            <CheckRow on={marks} label={m.film.marks} onChange={setMarks} />
            <CheckRow on={clock} label={m.film.time} onChange={setClock} />
            {(size === null || span[0] >= span[1]) && (
              <p class="t-12 bad" role="alert">
                {size === null ? m.film.wrongSize : m.film.tooShort}
              </p>
            )}
          </>
        )}
        <SavingFoot
          {...{ saving, possible, icon: 'film', save: m.film.save, label: m.film.making, words: m.film.frames }}
          onClose={close}
        />
      </form>
    </Dialog>
  );

  async function save() {
    const now = map.view.peek();
    const info = map.info.peek();
    if (area === null || scale === undefined || file === null || !possible || now === null || info === null) return;
    const over = map.overlays.peek();
    const named = (['stops', 'tags', 'players'] as const).filter((name) => over.includes(name));
    const captions = clock ? Array.from({ length: frames }, (_, i) => format.playTime(tickOf(span, i, frames))) : [];
    const question = {
      ...{ view: now, area, scale, span, frames, captions, rate: RATE, format: file },
      ...{ marks: marks ? named : [], grid: over.includes('grid') },
    };
    await saving.start(frames, m.film.failed, async (onProgress, signal) => {
      const film = await client.film(question, onProgress, signal);
      if (film === null) return saving.fail(m.film.empty);
      download(film, fileName([info.name, surface?.name ?? '', ...span], file === 'png' ? 'zip' : file));
      close();
    });
  }
}

const words = (area: Area, scale: (typeof SCALES)[number]): string => m.print.size(...frameSize(area, scale));

/** A world may have become another since. */
function within([first, last]: Span, whole: Span): Span {
  const at = (tick: number) => Math.round(Math.min(whole[1], Math.max(whole[0], tick)));
  return [at(first), at(last)];
}
