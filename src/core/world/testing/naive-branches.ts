/**
 * `branchesOf` by the plainest means, for small worlds: every run is a map of what is known of its history, and knowledge is
 * copied between runs until nothing changes.
 */
import type { Branch } from '../branches';
import type { Run } from '../runs';
import type { Gap, Span } from '../types';

type Known = Map<number, number>;

export function naiveBranches(input: readonly Run[]): { branches: Branch[]; gaps: Gap[] } {
  const empty = input.filter((run) => Math.max(0, ...run.seq) === 0);
  const runs = input.filter((run) => !empty.includes(run));
  const last = (run: Run) => Math.max(...run.seq);
  const known = new Map<Run, Known>(
    runs.map((run) => [run, new Map([...run.seq].map((seq, i): [number, number] => [seq, run.chain[i]!]).filter(([seq]) => seq > 0))]),
  );

  const share = (a: Known, b: Known) => Math.max(-1, ...[...a].filter(([seq, chain]) => b.get(seq) === chain).map(([seq]) => seq));
  const differ = (a: Known, b: Known) =>
    Math.min(...[...a].filter(([seq, chain]) => b.has(seq) && b.get(seq) !== chain).map(([seq]) => seq));

  function spread(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const a of known.values()) {
        for (const b of known.values()) {
          const top = share(a, b);
          for (const [seq, chain] of a) {
            if (seq > top || b.has(seq)) continue;
            b.set(seq, chain);
            changed = true;
          }
        }
      }
    }
  }
  spread();

  // Which runs are linked at all.
  const group = new Map<Run, number>(runs.map((run, i) => [run, i]));
  for (const a of runs) {
    for (const b of runs) {
      if (share(known.get(a)!, known.get(b)!) < 1 && differ(known.get(a)!, known.get(b)!) !== 1) continue;
      const [from, to] = [group.get(a)!, group.get(b)!];
      for (const [run, g] of group) if (g === from) group.set(run, to);
    }
  }

  const inside = (a: Run, line: Known) => line.get(last(a)) === known.get(a)!.get(last(a));
  const leaves: Run[] = [];
  for (const run of [...runs].sort((a, b) => last(b) - last(a)))
    if (!leaves.some((leaf) => inside(run, known.get(leaf)!))) leaves.push(run);

  const reachOf = (run: Run, line: Run) => {
    if (inside(run, known.get(line)!)) return Infinity;
    return group.get(run) === group.get(line) ? Math.max(0, share(known.get(run)!, known.get(line)!)) : -1;
  };
  function standing(line: Known, reach: (run: Run) => number) {
    const ticks: number[] = [];
    const clocks: number[] = [];
    const points: number[] = [];
    for (const run of runs) {
      run.seq.forEach((seq, i) => {
        if (seq > reach(run)) return;
        points.push(run.tick[i]!);
        if (run.seen[i]) ticks.push(run.tick[i]!);
      });
      if (reach(run) !== Infinity) continue;
      if (run.clock !== null) clocks.push(run.clock);
      for (const tick of [run.firstTick, run.lastTick]) if (tick != null) ticks.push(tick);
    }
    const counted = ticks.length > 0 ? ticks : points;
    const end = Math.max(...line.keys());
    return {
      clock: clocks.length > 0 ? Math.max(...clocks) : null,
      ticks: [Math.min(...counted), Math.max(...counted)] as Span,
      end,
      chain: line.get(end)!,
    };
  }
  type Standing = ReturnType<typeof standing>;
  const before = (a: Standing, b: Standing) =>
    (b.clock ?? -1) - (a.clock ?? -1) || b.ticks[1] - a.ticks[1] || b.end - a.end || a.chain - b.chain;
  const whole = (leaf: Run) => standing(known.get(leaf)!, (run) => (inside(run, known.get(leaf)!) ? Infinity : -1));
  const queue = leaves.map((leaf) => ({ leaf, at: whole(leaf) })).sort((a, b) => before(a.at, b.at));

  const lines: Run[] = [];
  for (const { leaf } of queue) {
    const own = known.get(leaf)!;
    const fitting = lines.filter((line) => group.get(line) === group.get(leaf) && differ(known.get(line)!, own) === Infinity);
    if (fitting.length === 0) {
      lines.push(leaf);
      continue;
    }
    const best = fitting.reduce((a, b) => (share(known.get(b)!, own) > share(known.get(a)!, own) ? b : a));
    for (const [seq, chain] of own) known.get(best)!.set(seq, chain);
    spread();
  }

  const drafts = lines
    .map((line) => ({ line, path: known.get(line)!, at: standing(known.get(line)!, (run) => reachOf(run, line)) }))
    .sort((a, b) => before(a.at, b.at));
  const common = (a: Run, b: Run) => (group.get(a) === group.get(b) ? Math.max(0, share(known.get(a)!, known.get(b)!)) : -1);
  const hex = (chain: number) => chain.toString(16).padStart(8, '0');
  const ids = drafts.map(({ line, path }) => {
    const others = drafts.filter((other) => other.line !== line);
    if (others.length === 0) return 'main';
    const shared = Math.max(0, ...others.map((other) => common(line, other.line)));
    const nearest = others.filter((other) => Math.max(0, common(line, other.line)) === shared);
    let first = Math.min(...nearest.map((other) => differ(path, other.path)));
    if (first === Infinity) first = Math.min(...path.keys());
    return `${shared}-${first}-${hex(path.get(first)!)}`;
  });

  const tickOf = new Map<string, number>();
  for (const run of runs) for (const [i, seq] of run.seq.entries()) tickOf.set(`${seq}:${run.chain[i]}`, run.tick[i]!);
  const gaps: Gap[] = [];
  const branches = drafts.map(({ line, path, at }, place): Branch => {
    const parents = drafts.slice(0, place).filter((other) => common(line, other.line) >= 0);
    const parent = parents.reduce<(typeof parents)[0] | null>(
      (a, b) => (a === null || common(line, b.line) > common(line, a.line) ? b : a),
      null,
    );
    const leaves = parent === null ? 0 : common(line, parent.line);
    const tick = (seq: number) => (seq === 0 ? 0 : tickOf.get(`${seq}:${path.get(seq)}`)!);
    const reach = new Map(runs.map((run): [string, number] => [run.id, reachOf(run, line)]).filter(([, upTo]) => upTo >= 0));
    const seen = (seq: number) =>
      runs.some((run) => run.seq.some((s, i) => s === seq && run.seen[i] === 1 && seq <= (reach.get(run.id) ?? -1)));
    for (let seq = leaves + 1; seq <= at.end; seq++) {
      if (seen(seq)) continue;
      const from = seq;
      while (seq < at.end && !seen(seq + 1)) seq++;
      gaps.push({ branch: ids[place]!, ticks: [tick(from - 1), tick(Math.min(seq + 1, at.end))], lines: seq - from + 1 });
    }
    for (const run of empty) reach.set(run.id, Infinity);
    return {
      id: ids[place]!,
      parent: parent === null ? null : ids[drafts.indexOf(parent)]!,
      leavesAt: parent === null ? null : { seq: leaves, tick: tick(leaves) },
      ticks: at.ticks,
      opens: place === 0,
      clock: at.clock,
      ...(parent === null && place > 0 ? { unlinked: true as const } : {}),
      reach,
    };
  });
  return { branches, gaps };
}
