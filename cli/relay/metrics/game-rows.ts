/** The games as rows for Prometheus. They are written anew for each scrape, out of what was looked at. */
import { setImmediate } from 'node:timers/promises';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Game, Place } from './game';

const PLACE = ['server', 'force', 'surface'] as const;
const FORCE = ['server', 'force'] as const;
const SERVER = ['server'] as const;

function rowsIn(register: Registry) {
  const all: { reset(): void }[] = [];
  const added = <T extends { reset(): void }>(metric: T): T => {
    all.push(metric);
    return metric;
  };
  const gauge = (name: string, help: string, labelNames: readonly string[]) =>
    added(new Gauge({ name, help, labelNames, registers: [register] }));
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    added(new Counter({ name, help, labelNames, registers: [register] }));
  return {
    info: gauge('factoscope_game_info', 'Always 1; what is played.', ['server', 'world', 'version']),
    tick: gauge('factoscope_game_tick', 'The last tick that is known; 60 a second of play.', SERVER),
    rate: gauge(
      'factoscope_game_ticks_per_second',
      'Ticks in a second of real time, over the last minute, or since the telling before where they come more rarely.',
      SERVER,
    ),
    online: gauge('factoscope_game_players_online', 'Players who are there.', SERVER),
    evolution: gauge('factoscope_game_evolution_ratio', 'Evolution of enemies, 0 to 1.', PLACE),
    pollution: gauge('factoscope_game_pollution', 'Pollution of a surface, as the game counts it.', PLACE),
    flows: {
      produced: counter('factoscope_game_produced_total', 'Items and fluids made since the world began.', [...PLACE, 'item']),
      consumed: counter('factoscope_game_consumed_total', 'Items and fluids used since the world began.', [...PLACE, 'item']),
      killed: counter('factoscope_game_kills_total', 'What a force has killed since the world began.', [...PLACE, 'entity']),
    },
    research: counter('factoscope_game_research_finished_total', 'Technologies, and levels of them.', FORCE),
    rockets: counter('factoscope_game_rockets_total', 'Rockets launched.', FORCE),
    deaths: counter('factoscope_game_deaths_total', 'Deaths of players.', FORCE),
    packets: counter('factoscope_relay_packets_total', 'Packets in the lines, by kind.', ['server', 'kind']),
    gaps: counter('factoscope_relay_gaps_total', 'Holes in the numbers of lines as they came.', SERVER),
    missing: counter('factoscope_relay_missing_lines_total', 'Lines that are missing in those holes.', SERVER),
    leftOut: gauge('factoscope_game_series_left_out', 'Rows that found no room among those of a server.', SERVER),
    reset: () => {
      for (const metric of all) metric.reset();
    },
  };
}

export class GameRows {
  private readonly rows: ReturnType<typeof rowsIn>;

  constructor(register: Registry) {
    this.rows = rowsIn(register);
  }

  async write(games: readonly Game[]): Promise<void> {
    this.rows.reset();
    for (const game of games) {
      this.game(game);
      // Some thousand rows each: lines that come meanwhile are not to wait for all of them.
      await setImmediate();
    }
  }

  private game(game: Game): void {
    const server = game.hub.id;
    const { now } = game;
    if (now === null) return;
    const { world, game: version, tick, online } = now;
    this.rows.info.set({ server, world, version }, 1);
    if (tick !== null) this.rows.tick.set({ server }, tick);
    if (online !== null) this.rows.online.set({ server }, online);
    const rate = game.rate.at(Date.now());
    if (rate !== null) this.rows.rate.set({ server }, rate);
    const placed = (gauge: Gauge<string>, rows: readonly (Place & { value: number })[]) => {
      for (const { force, surface, value } of rows) gauge.set({ server, force, surface }, value);
    };
    placed(this.rows.evolution, now.evolution);
    placed(this.rows.pollution, now.pollution);
    this.counts(game, server);
  }

  private counts(game: Game, server: string): void {
    for (const { labels, value } of game.things.all()) {
      const { flow, name, force, surface } = labels;
      if (flow === 'killed') this.rows.flows.killed.inc({ server, force, surface, entity: name }, value);
      else this.rows.flows[flow as 'produced' | 'consumed'].inc({ server, force, surface, item: name }, value);
    }
    const forces = [
      [this.rows.research, game.research],
      [this.rows.rockets, game.rockets],
      [this.rows.deaths, game.deaths],
    ] as const;
    for (const [counter, totals] of forces) for (const { labels, value } of totals.all()) counter.inc({ server, ...labels }, value);
    for (const { labels, value } of game.packets.all()) this.rows.packets.inc({ server, ...labels }, value);
    for (const { labels, value } of game.gaps.all()) (labels.what === 'gaps' ? this.rows.gaps : this.rows.missing).inc({ server }, value);
    this.rows.leftOut.set({ server }, game.leftOut);
  }
}
