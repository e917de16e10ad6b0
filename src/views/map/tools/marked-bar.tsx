import { useEffect, useState } from 'preact/hooks';
import type { Marked } from '../../../state/find';
import { m } from '../../../texts/tools';
import { useApp } from '../../app-context';
import { Icon } from '../../parts/icon';
import { surfaceTitle } from '../../parts/surface-title';
import type { Stage } from '../stage';

/** What is marked on the map: how many there are, one after the other, and an end to it. */
export function MarkedBar({ of, stage }: { of: Marked; stage: Stage }) {
  const { map, find } = useApp().state;
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => setAt(null), [of]);
  const here = map.surface.value?.index === of.surface;
  const surface = map.info.value?.surfaces.find(({ index }) => index === of.surface);

  const go = (nth: number) => {
    const all = of.places.length;
    const place = of.places[((nth % all) + all) % all];
    if (place === undefined) return;
    setAt(((nth % all) + all) % all);
    if (!here && surface !== undefined) map.openSurface(surface.name);
    stage.goTo(place[0], place[1], Math.max(stage.map.getZoom(), 0));
    stage.select(place[0], place[1]);
  };

  return (
    <section class="panel panel--float tool-bar tool-bar--marked" aria-label={m.marked.title}>
      <p class="grow cut" role="status">
        <b class="strong">{of.title}</b> <span class="faint">{m.marked.count(of.count)}</span>
        {at !== null && <span class="faint"> · {m.marked.at(at + 1, of.places.length)}</span>}
        {at === null && of.count > of.places.length && <span class="faint"> · {m.marked.nearest(of.places.length)}</span>}
        {!here && surface !== undefined && <span class="faint"> · {m.marked.elsewhere(surfaceTitle(surface))}</span>}
      </p>
      {of.places.length > 0 && (
        <span class="group">
          <button
            type="button"
            class="btn btn--icon btn--s"
            aria-label={m.marked.before}
            title={m.marked.before}
            onClick={() => go((at ?? 0) - 1)}
          >
            <Icon name="left" />
          </button>
          <button
            type="button"
            class="btn btn--icon btn--s"
            aria-label={m.marked.next}
            title={m.marked.next}
            onClick={() => go(at === null ? 0 : at + 1)}
          >
            <Icon name="right" />
          </button>
        </span>
      )}
      <button
        type="button"
        class="btn btn--ghost btn--icon btn--s"
        aria-label={m.marked.clear}
        title={m.marked.clear}
        onClick={() => {
          find.marked.value = null;
        }}
      >
        <Icon name="close" />
      </button>
    </section>
  );
}
