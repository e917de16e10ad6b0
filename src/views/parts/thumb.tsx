import { useEffect, useRef, useState } from 'preact/hooks';
import type { WorldInfo } from '../../core/world/types';
import { openingView } from '../../state/charted';
import { t } from '../../texts';
import { useApp } from '../app-context';
import { Icon } from './icon';

/** A small picture of a world's first surface. Stays as it was until a newer one is here. */
export function Thumb({ info, width, height, class: name }: { info: WorldInfo; width: number; height: number; class: string }) {
  const { client, activity } = useApp();
  const mapless = !info.surfaces.some((surface) => surface.map);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [empty, setEmpty] = useState(true);
  const work = useRef<{ wanted: WorldInfo; busy: boolean; abort: AbortController }>(null);
  work.current ??= { wanted: info, busy: false, abort: new AbortController() };

  async function draw(job: { wanted: WorldInfo; busy: boolean; abort: AbortController }) {
    job.busy = true;
    const { signal } = job.abort;
    try {
      // While an import bumps the version all the time, one picture is drawn after another, never two at once.
      for (let drawn: WorldInfo | null = null; drawn !== job.wanted && !signal.aborted; ) {
        drawn = job.wanted;
        const view = await openingView(client, drawn, signal);
        const picture = view && (await client.raster.thumbnail(view, width, height, signal));
        if (picture === null || canvas.current === null) continue;
        canvas.current.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
        setEmpty(false);
      }
    } catch (error) {
      if (!signal.aborted) console.warn(error);
    } finally {
      job.busy = false;
    }
  }

  useEffect(() => {
    const job = work.current;
    if (job === null || mapless) return;
    if (job.abort.signal.aborted) job.abort = new AbortController();
    job.wanted = info;
    if (!job.busy) void activity.track(draw(job));
  }, [info.id, info.version]);
  useEffect(() => () => work.current?.abort.abort(), []);

  return (
    <span class={name} data-empty={empty}>
      {mapless ? (
        <span class="thumb__none" title={t.world.noMap}>
          <Icon name="map" />
          <span class="vh">{t.world.noMap}</span>
        </span>
      ) : (
        <canvas ref={canvas} width={width} height={height} />
      )}
    </span>
  );
}
