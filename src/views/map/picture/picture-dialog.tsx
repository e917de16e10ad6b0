import { useState } from 'preact/hooks';
import { MAX_SIDE, scaleOf, sizeOf } from '../../../core/picture/draw';
import type { Area } from '../../../core/world/types';
import { download } from '../../../state/download';
import { m } from '../../../texts/tools';
import { useApp } from '../../app-context';
import { CheckRow } from '../../parts/check-row';
import { Dialog } from '../../parts/dialog';
import { Picker } from '../../parts/picker';
import { Segmented } from '../../parts/segmented';
import { surfaceTitle } from '../../parts/surface-title';
import type { Stage } from '../stage';
import type { StageState } from '../stage-state';
import { SavingFoot, useSaving, viewOf } from './saving';
import { fileName, fits, SCALES, scaleFor, seen } from './scales';

type What = 'view' | 'surface';

/** Saves the map as a picture: of what, how large, with what drawn over it. */
export function PictureDialog({ stage, local }: { stage: Stage; local: StageState }) {
  const { state, client } = useApp();
  const { map, time } = state;
  const bounds = map.bounds.value.value;
  const surface = map.surface.value;
  const [view] = useState(() => viewOf(stage));
  const [what, setWhat] = useState<What>(() => (seen(view, bounds) === null ? 'surface' : 'view'));
  const [chosen, setChosen] = useState<number | null>(null);
  const [marks, setMarks] = useState(true);
  const [grid, setGrid] = useState(() => map.overlays.peek().includes('grid'));
  const saving = useSaving();

  const area = what === 'view' ? seen(view, bounds) : bounds;
  const scale =
    area === null ? SCALES[0]! : (SCALES[chosen ?? -1] ?? scaleFor(area, what === 'view' ? Math.max(1, 2 ** stage.map.getZoom()) : 1));
  const [width, height] = area === null ? [0, 0] : sizeOf(area, scale);
  const possible = area !== null && fits(area, scale);
  const close = () => {
    local.picture.value = false;
  };

  return (
    <Dialog title={m.print.title} onClose={close}>
      <form
        class="dialog__body stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {area === null ? (
          <p class="dim">{m.print.none}</p>
        ) : (
          <>
            <Segmented
              label={m.print.what}
              value={what}
              choices={[
                { value: 'view', label: m.print.view, ...(seen(view, bounds) === null ? { off: m.print.empty } : {}) },
                { value: 'surface', label: m.print.surface(surface === null ? '' : surfaceTitle(surface)) },
              ]}
              onChoose={(next) => {
                setWhat(next as What);
                setChosen(null);
              }}
            />
            <Picker
              label={m.print.scale}
              value={String(SCALES.indexOf(scale))}
              choices={SCALES.map((one, nth) => ({ value: String(nth), label: `${m.print.perTile(scaleOf(one))} · ${words(area, one)}` }))}
              onChoose={(nth) => setChosen(Number(nth))}
            />
            <CheckRow on={marks} label={m.print.marks} onChange={setMarks} />
            <CheckRow on={grid} label={m.print.grid} onChange={setGrid} />
            {!possible && (
              <p class="t-12 bad" role="alert">
                {m.print.size(width, height)}. {m.print.tooLarge(MAX_SIDE)}
              </p>
            )}
          </>
        )}
        <SavingFoot
          {...{ saving, possible, icon: 'save', save: m.print.save, label: m.print.drawing, words: m.print.rows }}
          onClose={close}
        />
      </form>
    </Dialog>
  );

  async function save() {
    const now = map.view.peek();
    const info = map.info.peek();
    if (area === null || !possible || now === null || info === null) return;
    const over = map.overlays.peek();
    const named = (['stops', 'tags', 'players'] as const).filter((name) => over.includes(name));
    const question = { view: { ...now, tick: time.listed.peek() }, area, scale, marks: marks ? named : [], grid };
    await saving.start(height, m.print.failed, async (onProgress, signal) => {
      const png = await client.picture(question, onProgress, signal);
      if (png === null) return saving.fail(m.print.empty);
      const tick = question.view.tick ?? info.branches.find(({ id }) => id === now.branch)?.ticks?.[1] ?? 0;
      download(png, fileName([info.name, surface?.name ?? '', tick], 'png'));
      close();
    });
  }
}

function words(area: Area, scale: (typeof SCALES)[number]): string {
  return m.print.size(...sizeOf(area, scale));
}
