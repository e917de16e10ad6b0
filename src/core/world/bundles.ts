import { lastChain, lastSeq, type Points } from './runs';

/** Points of several runs that are pieces of one history, and the places of those runs. */
export interface Bundle extends Points {
  members: number[];
}

/**
 * Runs (in canonical order) of which the one's last point is a point of the other's, put together: a server restarted a
 * thousand times gives a thousand runs and one bundle. Takes time by points, not by pairs of runs.
 */
export function bundlesOf(runs: readonly Points[]): Bundle[] {
  const ends = new Map<number, Map<number, number[]>>();
  // Most points are nobody's end: a look at one byte tells.
  const maybe = new Uint8Array(65_536);
  for (const [i, run] of runs.entries()) {
    const seq = lastSeq(run);
    const chain = lastChain(run);
    maybe[seq & 65_535] = 1;
    const bySeq = ends.get(seq) ?? new Map<number, number[]>();
    ends.set(seq, bySeq);
    const guests = bySeq.get(chain);
    if (guests) guests.push(i);
    else bySeq.set(chain, [i]);
  }

  // The host of a run is the first that holds its end. It comes before it in order, so that its own host is known by then.
  const host = Int32Array.from(runs.keys());
  for (const [i, run] of runs.entries()) {
    for (let k = 0; k < run.seq.length; k++) {
      if (maybe[run.seq[k]! & 65_535] === 0) continue;
      const bySeq = ends.get(run.seq[k]!);
      const guests = bySeq?.get(run.chain[k]!);
      if (!guests) continue;
      for (const guest of guests) if (guest > i) host[guest] = host[i]!;
      bySeq!.delete(run.chain[k]!);
    }
  }

  const bundles = new Map<number, number[]>();
  for (const [i, root] of host.entries()) {
    const members = bundles.get(root);
    if (members) members.push(i);
    else bundles.set(root, [i]);
  }
  return [...bundles.values()].map((members) => ({ ...union(members.map((i) => runs[i]!)), members }));
}

/** All points of all, once each: in halves, so that no point is copied more often than there are doublings. */
function union(runs: readonly Points[]): Points {
  if (runs.length === 1) return { seq: runs[0]!.seq, chain: runs[0]!.chain };
  const half = runs.length >> 1;
  return merged(union(runs.slice(0, half)), union(runs.slice(half)));
}

function merged(a: Points, b: Points): Points {
  const seq = new Uint32Array(a.seq.length + b.seq.length);
  const chain = new Uint32Array(seq.length);
  let i = 0;
  let j = 0;
  let n = 0;
  while (i < a.seq.length || j < b.seq.length) {
    const fromA = j >= b.seq.length || (i < a.seq.length && a.seq[i]! <= b.seq[j]!);
    const [points, at] = fromA ? [a, i++] : [b, j++];
    if (n > 0 && seq[n - 1] === points.seq[at] && chain[n - 1] === points.chain[at]) continue;
    seq[n] = points.seq[at]!;
    chain[n++] = points.chain[at]!;
  }
  return { seq: seq.subarray(0, n), chain: chain.subarray(0, n) };
}
