/** Things laid over the view (a sheet) that Back closes before it leaves the view. */
interface Cover {
  /** The address as it is now: the view may have been moved since the cover was laid. */
  address: () => string;
  close: () => void;
}

const covers = new Map<string, Cover>();
let laid = 0;
/** The cover whose entry the last step through the history led to. */
let stood: string | undefined;

/**
 * Adds an entry to the browser's history for a cover. The entry under it is marked, so that a link, or a Back out of a change made
 * meanwhile, is not mistaken for a Back out of the cover. Answers what to call when the cover was closed in another way.
 */
export function cover(address: () => string, close: () => void): () => void {
  laid += 1;
  const mark = `${Date.now()} ${laid}`;
  covers.set(mark, { address, close });
  history.replaceState({ under: mark }, '');
  history.pushState({ over: mark }, '');
  return () => {
    const known = covers.get(mark);
    if (known === undefined) return;
    // Its entry is taken off again, if one still is there.
    if (stateOf('over') === mark) {
      covers.set(mark, { address, close: () => {} });
      history.back();
    } else covers.delete(mark);
  };
}

/** On a step through the history: whether it was a Back out of a cover. Then the cover is closed, and nothing else changes. */
export function uncovered(): boolean {
  const from = stood;
  stood = stateOf('over');
  const mark = stateOf('under');
  if (mark === undefined) return false;
  const known = covers.get(mark);
  if (known === undefined) {
    // A link led away from the cover, so its entry stayed and shows the same: from there to here is no step.
    if (from !== mark) return false;
    history.back();
    return true;
  }
  covers.delete(mark);
  history.replaceState(null, '', known.address());
  known.close();
  return true;
}

function stateOf(key: 'over' | 'under'): string | undefined {
  const mark = (history.state as Record<string, unknown> | null)?.[key];
  return typeof mark === 'string' ? mark : undefined;
}
