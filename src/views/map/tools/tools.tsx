import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../app-context';
import { FilmDialog } from '../film/film-dialog';
import { AreaBox } from '../leaflet/area-box';
import { Dots } from '../leaflet/dots';
import { PictureDialog } from '../picture/picture-dialog';
import type { Stage } from '../stage';
import type { StageState } from '../stage-state';
import { AreaTool } from './area-tool';
import { MarkedBar } from './marked-bar';
import { MeasureTool } from './measure-tool';

/** All that a person does with the map beside looking at it: its code comes when the first of it is needed. */
export function Tools({ stage, local }: { stage: Stage; local: StageState }) {
  const { map, find } = useApp().state;
  const drawn = useRef<{ box: AreaBox; dots: Dots } | null>(null);
  useEffect(() => {
    const made = { box: new AreaBox(stage.map), dots: new Dots(stage.map) };
    drawn.current = made;
    return () => {
      made.box.dispose();
      made.dots.dispose();
    };
  }, [stage]);

  const area = map.area.value;
  const pointed = local.pointed.value;
  const marked = find.marked.value?.world === map.world.value ? find.marked.value : null;
  const places = marked !== null && marked.surface === map.surface.value?.index ? marked.places : null;
  useEffect(() => drawn.current?.box.set(area), [area]);
  useEffect(() => drawn.current?.dots.set(places ?? []), [places]);
  useEffect(() => drawn.current?.dots.point(pointed), [pointed]);

  return (
    <>
      {local.tool.value === 'area' && <AreaTool stage={stage} local={local} />}
      {local.tool.value === 'measure' && <MeasureTool stage={stage} local={local} />}
      {local.tool.value === null && marked !== null && <MarkedBar of={marked} stage={stage} />}
      {local.picture.value && <PictureDialog stage={stage} local={local} />}
      {local.film.value && <FilmDialog stage={stage} local={local} />}
    </>
  );
}
