import { useEffect, useRef, useState } from 'preact/hooks';
import type { Position } from '../../../core/packet/schema';
import { format } from '../../../texts';
import { m } from '../../../texts/tools';
import { MeasureLine } from '../leaflet/measure-line';
import type { Stage } from '../stage';
import type { StageState } from '../stage-state';
import { areaAround, lengths } from './geometry';
import { takePresses } from './take-presses';
import { useToolKeys } from './tool-keys';

/** More points than anybody sets. */
const MOST = 200;

/** Measures ways and areas between points that are pressed. */
export function MeasureTool({ stage, local }: { stage: Stage; local: StageState }) {
  const [points, setPoints] = useState<Position[]>([]);
  const line = useRef<MeasureLine | null>(null);
  const ways = lengths(points);
  const length = ways.reduce((sum, one) => sum + one, 0);

  const add = ([x, y]: Position) => setPoints((before) => (before.length < MOST ? [...before, [tenth(x), tenth(y)]] : before));
  const undo = () => setPoints((before) => before.slice(0, -1));
  const end = () => {
    local.tool.value = null;
  };
  useToolKeys({
    Enter: () => {
      const { lng, lat } = stage.map.getCenter();
      add([lng, lat]);
    },
    Backspace: undo,
  });

  useEffect(() => {
    const made = new MeasureLine(stage.map);
    line.current = made;
    const ended = takePresses(stage.map, { press: add });
    return () => {
      ended();
      made.dispose();
    };
  }, [stage]);
  useEffect(() => line.current?.set(points, ways.map(tiles)), [points]);

  return (
    <section class="panel panel--float tool-bar" aria-label={m.measure}>
      <div class="grow" role="status">
        {points.length < 2 ? (
          <p>
            {m.ruler.hint} <span class="faint tool-bar__keys">{m.ruler.keys}</span>
          </p>
        ) : (
          <dl class="tool-bar__facts">
            <dt>{m.ruler.distance}</dt>
            <dd>{m.ruler.length(tiles(length))}</dd>
            {points.length > 2 && (
              <>
                <dt>{m.ruler.around}</dt>
                <dd>{m.ruler.area(format.number(areaAround(points)))}</dd>
              </>
            )}
          </dl>
        )}
      </div>
      {points.length > 0 && (
        <>
          <button type="button" class="btn btn--s" onClick={undo}>
            {m.ruler.undo}
          </button>
          <button type="button" class="btn btn--s" onClick={() => setPoints([])}>
            {m.ruler.clear}
          </button>
        </>
      )}
      <button type="button" class="btn btn--ghost btn--s" onClick={end}>
        {m.ruler.done}
        <kbd class="kbd">Esc</kbd>
      </button>
    </section>
  );
}

/** What is long is long enough without tenths. */
const tiles = (length: number) => (length < 1000 ? format.coordinate(length) : format.number(length));
const tenth = (value: number) => Math.round(value * 10) / 10;
