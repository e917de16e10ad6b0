import { useEffect, useState } from 'preact/hooks';
import { LONG, SHORT } from '../../core/link/link';
import type { PackInfo } from '../../core/pack/types';
import type { Items } from '../../state/items';
import { type FittedPage, type FittedRegion, fitPage, fitRegion, type TooLong } from '../../state/share/fit';
import { drawer } from '../../state/share/pictures';
import { type Seen, seenRegion } from '../../state/share/region';
import { share as words } from '../../texts/share';
import { useApp } from '../app-context';
import { Segmented } from '../parts/segmented';
import { Bones } from '../parts/state-card';
import { LinkField } from './link-field';
import { pageHref } from './view-link';

/** The game's own, as calculators ask for them. */
const OWN_MODS = ['base', 'space-age', 'quality', 'elevated-rails'];

type Size = 'short' | 'long';
type Fitted = FittedRegion | FittedPage | TooLong | { kind: 'none' } | { kind: 'failed' };

const before = () => `${pageHref()}#/link/`;
const roomIn = (size: Size): number => (size === 'short' ? SHORT : LONG) - before().length;

/** A piece of the map around the middle of the view. */
export function RegionLinks({ onFile }: { onFile: () => void }) {
  const { state, client } = useApp();
  const [seen, setSeen] = useState<Promise<Seen | null> | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    const box = document.querySelector('.map')?.getBoundingClientRect();
    const size: [number, number] = [box?.width ?? innerWidth, box?.height ?? innerHeight];
    const found = seenRegion(client, state.map, state.time.listed.peek(), size, gone.signal);
    // Who closes the dialog before it is there hears of no failure.
    found.catch(() => {});
    setSeen(found);
    return () => gone.abort();
  }, []);
  const make = async (size: Size): Promise<Fitted> => {
    const found = await seen;
    if (found == null) return { kind: 'none' };
    const fitted = fitRegion(found.region, roomIn(size));
    if (fitted.kind !== 'region') return fitted;
    const empty = fitted.across * fitted.down + fitted.tags + fitted.stops === 0;
    return empty ? { kind: 'none' } : { ...fitted, cut: fitted.cut || found.cut };
  };
  return seen === null ? null : <SelfLink make={make} about={state.map.info.value?.name ?? ''} onFile={onFile} first="short" />;
}

/** The page of the item browser that is open. */
export function PageLinks({ items, pack, onFile }: { items: Items; pack: PackInfo; onFile: () => void }) {
  const { client } = useApp();
  const page = items.page.value;
  const make = async (size: Size, signal: AbortSignal): Promise<Fitted> => {
    if (page === null) return { kind: 'none' };
    const { gameVersion, mods } = pack.claims;
    const own = mods.map(({ value }) => value.name).filter((name) => OWN_MODS.includes(name));
    const places = items.frame.value?.tabs.find(({ tab }) => tab === 'space-location')?.count ?? 0;
    const link = { pack: { id: pack.id, name: pack.name, game: gameVersion?.value ?? null, places, mods: own }, page };
    const draw = size === 'short' ? null : drawer(await client.items(), pack.id, signal);
    return await fitPage(link, roomIn(size), draw);
  };
  // Of a mod there is a list rather than a page.
  return page === null || page.ref.kind === 'mod' ? null : <SelfLink make={make} about={page.ref.label} onFile={onFile} first="short" />;
}

function SelfLink(props: { make: (size: Size, signal: AbortSignal) => Promise<Fitted>; about: string; onFile: () => void; first: Size }) {
  const { make, about, onFile, first } = props;
  const { activity } = useApp();
  const [size, setSize] = useState<Size>(first);
  const [fitted, setFitted] = useState<Fitted | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    setFitted(null);
    activity.track(make(size, gone.signal)).then(
      (found) => !gone.signal.aborted && setFitted(found),
      (error) => {
        if (gone.signal.aborted) return;
        console.warn(error);
        setFitted({ kind: 'failed' });
      },
    );
    return () => gone.abort();
  }, [size]);

  const sizes = (
    <Segmented
      label={words.self.sizes}
      value={size}
      choices={[
        { value: 'short', label: words.self.short },
        { value: 'long', label: words.self.long },
      ]}
      onChoose={(next) => setSize(next as Size)}
    />
  );
  const toFile = (
    <div class="btns">
      <button type="button" class="btn btn--s" onClick={onFile}>
        {words.self.toFile}
      </button>
    </div>
  );
  if (fitted !== null && (fitted.kind === 'region' || fitted.kind === 'page')) {
    const link = before() + fitted.data;
    return (
      <LinkField title={words.self.title} label={words.self.field} link={link} about={about}>
        {sizes}
        <p class="t-12 dim" aria-live="polite">
          {fitted.kind === 'region'
            ? words.self.region(fitted.across, fitted.down, fitted.tags, fitted.stops)
            : words.self.page(fitted.pictures, fitted.all)}{' '}
          {words.self.characters(link.length)}. {size === 'short' ? words.self.shortTip : words.self.longTip}
        </p>
        {fitted.kind === 'page' && !fitted.able && <p class="t-12 dim">{words.self.noPictures}</p>}
        {fitted.kind === 'region' && fitted.cut && (
          <>
            <p class="t-12 dim">{words.self.part}</p>
            {toFile}
          </>
        )}
      </LinkField>
    );
  }
  return (
    <section class="share__link stack" aria-label={words.self.title} aria-busy={fitted === null}>
      <h3 class="sec">{words.self.title}</h3>
      {sizes}
      {fitted === null ? (
        <Bones />
      ) : fitted.kind === 'too-long' ? (
        <>
          <p class="t-12 dim" role="status">
            {words.self.tooLong(before().length + fitted.length, size === 'short' ? SHORT : LONG)}
          </p>
          {toFile}
        </>
      ) : (
        <p class="t-12 dim" role="status">
          {fitted.kind === 'none' ? words.self.none : words.self.failed}
        </p>
      )}
    </section>
  );
}
