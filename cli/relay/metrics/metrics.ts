/** What a relay tells Prometheus of itself and of the games behind it. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import { isProblem } from '../../../src/core/result';
import type { Hub, Hubs } from '../hub';
import { Counts, MAX_SERVERS, type RelayCounts } from './counts';
import { Game } from './game';
import { GameRows } from './game-rows';
import { RelayRows } from './relay-rows';

/** Between two looks at how far games are (ms). */
const SAMPLE = 1_000;
/** A scrape waits so long for worlds that are busy; then it tells what it last knew of them (ms). */
const PATIENCE = 3_000;
/** Whoever asks sooner gets the same again (ms). */
const FRESH = 1_000;

export class Metrics {
  private readonly registry = new Registry();
  private readonly relay: RelayRows;
  private readonly rows: GameRows;
  private readonly games = new Map<Hub, Game>();
  private readonly timer: NodeJS.Timeout;
  private told: { at: number; under: boolean; text: Promise<string> } | null = null;
  /** Handed to the ways in and out. */
  readonly counts: RelayCounts;
  private readonly counted: Counts;

  constructor(readonly hubs: Hubs) {
    this.counted = new Counts(this.registry);
    this.counts = this.counted;
    this.relay = new RelayRows(this.registry);
    this.rows = new GameRows(this.registry);
    collectDefaultMetrics({ register: this.registry });
    this.timer = setInterval(() => this.sample(), SAMPLE).unref();
    this.seen();
  }

  /** All of it, as Prometheus reads it (text, 0.0.4). */
  text(): Promise<string> {
    const now = Date.now();
    const { told } = this;
    if (told !== null && (told.under || (now >= told.at && now - told.at < FRESH))) return told.text;
    const row = { at: now, under: true, text: this.tell() };
    this.told = row;
    row.text.then(
      () => {
        row.under = false;
      },
      () => {
        this.told = null;
      },
    );
    return row.text;
  }

  private async tell(): Promise<string> {
    const games = this.seen();
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE);
    });
    try {
      await Promise.race([Promise.all(games.map((game) => game.look().catch(onlyProblems))), enough]);
    } finally {
      clearTimeout(timer);
    }
    this.relay.write(games.map(({ hub }) => hub));
    await this.rows.write(games);
    return await this.registry.metrics();
  }

  /** Of the servers that there are now. */
  private seen(): Game[] {
    const hubs = this.hubs.all().slice(0, MAX_SERVERS);
    for (const hub of hubs) {
      if (this.games.has(hub)) continue;
      this.games.set(hub, new Game(hub));
      this.counted.begin(hub.id);
    }
    for (const hub of this.games.keys()) if (!hubs.includes(hub)) this.games.delete(hub);
    return [...this.games.values()];
  }

  private sample(): void {
    for (const game of this.seen()) game.sample();
  }

  close(): void {
    clearInterval(this.timer);
    this.registry.clear();
  }
}

/** A state that failed or is closed has nothing to say: what was known of it is told. */
function onlyProblems(error: unknown): void {
  if (!isProblem(error)) throw error;
}
