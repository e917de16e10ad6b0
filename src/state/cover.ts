/** Things laid over the view (a sheet) that Back closes before it leaves the view. */
interface Cover {
  /** The address as it is now: the view may have been moved since the cover was laid. */
  address: () => string;
  close: () => void;
}

const covers = new Map<string, Cover>();
let laid = 0;

/**
 * Adds an entry to the browser's history for a cover. The entry under it is marked, so that a link, or a Back out of a change made
 * meanwhile, is not mistaken for a Back out of the cover. Answers what to call when the cover was closed in another way.
 */
export function cover(address: () => string, close: () => void): () => void {
  laid += 1;
  const mark = `${Date.now()} ${laid}`;
  covers.set(mark, { address, close });
  history.replaceState({ under: mark }, '');
  history.pushState(null, '');
  const depth = history.length;
  const page = pageOf(address());
  return () => {
    const known = covers.get(mark);
    if (known === undefined) return;
    // Its entry is taken off again, if that still is the last one.
    if (history.length === depth && pageOf(address()) === page) {
      covers.set(mark, { address, close: () => {} });
      history.back();
    } else covers.delete(mark);
  };
}

/** On a step through the history: whether it was a Back out of a cover. Then the cover is closed, and nothing else changes. */
export function uncovered(): boolean {
  const mark = (history.state as { under?: unknown } | null)?.under;
  const known = typeof mark === 'string' ? covers.get(mark) : undefined;
  if (known === undefined) return false;
  covers.delete(mark as string);
  history.replaceState(null, '', known.address());
  known.close();
  return true;
}

/** "#/map/…" → "map": on another page Back is no longer ours. */
const pageOf = (address: string) => address.split('/')[1] ?? '';
