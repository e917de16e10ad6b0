/** Plays a history with the mod in it and compares what its logs make of it with what was. */
import { type Ages, type Comparison, compare } from './compare';
import { History, type Launches, type Move } from './history';
import { importLogs } from './read-back';
import { WatchedGame, type WatchedTruth } from './watched';

/** Short intervals, so that a short history has everything in it; in seconds. */
export const QUICK_SETTINGS: Record<string, number | boolean> = {
  'factoscope-players-seconds': 0.5,
  'factoscope-tiles-seconds': 1,
  'factoscope-resources-seconds': 10,
  'factoscope-chart-seconds': 2,
  'factoscope-surfaces-seconds': 2,
  'factoscope-statistics-seconds': 10,
};
/** What those intervals allow, in ticks, with room for a budget that is shared. */
export const QUICK_AGES: Ages = { tiles: 300, ore: 900, chart: 600, place: 90, slow: 200, fresh: 400 };

export interface ProofOptions {
  mod: ReadonlyMap<string, string>;
  version?: string;
  peers?: number;
  settings?: Record<string, unknown>;
  ages?: Ages;
  noise?: boolean;
  launches?: Launches;
  /** Compares at every so many moves. */
  every?: number;
  /** Games before 2.0.61 tell map colours in place of the chart's pixels. */
  charts?: boolean;
  /** Ticks of quiet before the end, after which all there is must have been told. */
  settle?: number;
  /** Ticks that each wait stands for at most. */
  waits?: number;
}
export interface Proof extends Omit<Comparison, 'compared'> {
  compared: Comparison['compared'] & { ticks: number };
  game: WatchedGame;
}

export async function prove(moves: readonly Move[], options: ProofOptions): Promise<Proof> {
  const {
    mod,
    peers = 1,
    version = '2.1.12',
    settings = QUICK_SETTINGS,
    ages = QUICK_AGES,
    noise = false,
    launches = true,
    every = 5,
    charts = true,
    settle = ages.ore + ages.fresh,
    waits = 120,
  } = options;
  const game = new WatchedGame({ mod, version, peers, settings, ...(noise ? { chartNoise: (peer: number) => peer } : {}) });
  const history = new History(game, launches);
  let truths: WatchedTruth[] = [];
  const proof: Proof = { differences: [], compared: { chunks: 0, things: 0, charts: 0, story: 0, ticks: 0 }, game };
  const equalPeers = (): void => {
    for (const { index } of game.peers)
      if (game.storageOf(index) !== game.storageOf(0))
        proof.differences.push(`tick ${game.tickNow}: storage of peer ${index} differs from the server's`);
  };
  let highest = 0;
  game.tick(2);
  for (const [i, move] of moves.entries()) {
    const before = game.tickNow;
    highest = Math.max(highest, before);
    try {
      history.play(move);
    } catch (error) {
      throw new Error(`move ${i} (${History.nameOf(move)}) at tick ${before}`, { cause: error });
    }
    // A load goes back: what was after it is no part of this history.
    if (game.tickNow < before) truths = truths.filter(({ tick }) => tick <= game.tickNow);
    if (i % every === every - 1) {
      truths = truths.filter(({ tick }) => tick !== game.tickNow);
      truths.push(game.watchedTruth());
    }
    for (let left = 1 + (move[3] % waits); left > 0; left--) {
      game.tick();
      game.watch();
    }
    if (i % every === 0) equalPeers();
  }
  // Without clocks the branch that got furthest is the one that opens [P14].
  for (let left = Math.max(settle, highest - game.tickNow + 1); left > 0; left--) {
    game.tick();
    game.watch();
  }
  equalPeers();
  const last = game.watchedTruth();
  // What is known to the last tick must have been written.
  game.tick(120);
  await check(proof, game.logsOf(0), [...truths, last], ages, '', !charts);
  for (const { index } of game.peers)
    await check(proof, [game.logOf(index)], [last], ages, `peer ${index} alone: `, !charts, {
      since: game.launchedAt[index] ?? 0,
      noise: noise ? index : 0,
    });
  return proof;
}

/** Another's pixels as the true ones: what `noisy` of the simulated game does, undone. */
function withoutNoise(charts: Record<string, string>, salt: number): Record<string, string> {
  if (salt === 0) return charts;
  return Object.fromEntries(
    Object.entries(charts).map(([key, text]) => {
      const pixels = Buffer.from(text, 'base64');
      for (let i = salt % 7; i < pixels.length; i += 7) pixels[i] = (pixels[i]! - salt) & 255;
      return [key, pixels.toString('base64')];
    }),
  );
}

/** `plain`: without charts, which this version of the game does not tell; `since`: when the log begins; `noise`: of the peer it is of. */
async function check(
  proof: Proof,
  logs: string[],
  truths: WatchedTruth[],
  ages: Ages,
  who = '',
  plain = false,
  { since = 0, noise = 0 } = {},
): Promise<void> {
  const world = await importLogs(logs);
  // A log that begins late lacks what was before, and the site says so.
  const problems = world.problems.filter((problem) => who === '' || !problem.startsWith('lines-missing'));
  proof.differences.push(...problems.map((problem) => `${who}${problem}`));
  for (const truth of truths) {
    const back = await world.at(truth.tick);
    const { differences, compared } = compare(
      proof.game,
      plain ? { ...truth, charts: {} } : truth,
      { ...back, charts: plain ? {} : withoutNoise(back.charts, noise) },
      ages,
      since,
    );
    proof.differences.push(...differences.map((text) => who + text));
    for (const key of ['chunks', 'things', 'charts', 'story'] as const) proof.compared[key] += compared[key];
    proof.compared.ticks += 1;
  }
}
