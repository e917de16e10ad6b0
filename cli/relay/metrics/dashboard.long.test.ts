import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Folder } from '../../testing/command';
import { relayOptions } from '../relay-options';
import { type Relay, startRelay } from '../serve';
import { queryOf } from './testing/promql';
import { type Family, type Sample, scrapeOf } from './testing/scrape';

interface Panel {
  id: number;
  type: string;
  title: string;
  datasource?: { type: string; uid: string };
  gridPos: { h: number; w: number; x: number; y: number };
  targets?: { expr: string; legendFormat: string; datasource: { uid: string } }[];
}

const dashboard = JSON.parse(readFileSync(new URL('../../../docs/grafana.json', import.meta.url), 'utf8')) as {
  schemaVersion: number;
  panels: Panel[];
  templating: { list: { name: string; type: string; query: string | { query: string }; datasource?: { uid: string } }[] };
};
const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const queries = panels.flatMap(({ title, targets = [] }) => targets.map((target) => ({ title, ...target })));
const sample = gunzipSync(readFileSync(new URL('../../../public/sample/Nordhafen.log.gz', import.meta.url)));

/** As Grafana does it before it asks. */
const filled = (expr: string): string =>
  expr.replaceAll('$__rate_interval', '1m').replaceAll('"$server"', '"game|other"').replaceAll('"$job"', '"factoscope"');

const OPERATORS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '!=': (value, wanted) => value !== wanted,
  '=~': (value, wanted) => new RegExp(`^(?:${wanted})$`).test(value),
  '!~': (value, wanted) => !new RegExp(`^(?:${wanted})$`).test(value),
};

describe('docs/grafana.json', () => {
  const folder = new Folder();
  let relay: Relay;
  let families: Map<string, Family>;

  beforeAll(async () => {
    const log = folder.at('factorio-current.log');
    writeFileSync(log, sample);
    const io = { out: () => {}, say: () => {}, progress: () => {} };
    relay = await startRelay(relayOptions(['--log', log, '--data', folder.at('data'), '--host', '127.0.0.1', '--port', '0']), io);
    const url = `http://127.0.0.1:${relay.port}/`;
    const hub = relay.hubs.get('game')!;
    const read = () => hub.log.end === sample.length && hub.state.taken === sample.length;
    await vi.waitFor(() => expect(read()).toBe(true), { timeout: 60_000 });
    expect((await fetch(`${url}api/servers/nobody/log`)).status).toBe(404);
    // A game that is played: what it tells now comes later than what was read.
    await vi.waitFor(
      async () => {
        const answer = await fetch(`${url}metrics`);
        expect(answer.headers.get('content-type')).toContain('text/plain');
        families = scrapeOf(await answer.text());
        expect(families.has('factoscope_game_tick')).toBe(true);
        const { latest, point } = hub.state;
        const d = [{ kind: 'clock', tick: latest.tick! + 60, time: Date.now() }];
        await hub.append(Buffer.from(`Factoscope:${JSON.stringify({ v: 1, at: point.at, d })}\n`));
        expect(families.has('factoscope_game_ticks_per_second')).toBe(true);
      },
      { timeout: 60_000, interval: 1_000 },
    );
  }, 120_000);
  afterAll(async () => await relay.close());

  /** Prometheus says of which job and machine a sample is. */
  const samplesOf = (metric: string): Sample[] =>
    (families.get(metric)?.samples ?? []).map(({ labels, value }) => ({ value, labels: { ...labels, job: 'factoscope', instance: 'x' } }));

  test('is one for Grafana 11, asks the source that is chosen, and its panels lie apart', () => {
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
    expect(dashboard.templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    const asked = [...panels, ...queries, ...dashboard.templating.list.slice(1)].map(({ datasource }) => datasource?.uid);
    expect(new Set(asked)).toEqual(new Set(['$'.concat('{datasource}')]));
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const taken = new Map<string, string>();
    for (const { title, gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.get(`${x}/${y}`), `${title} lies over`).toBeUndefined();
          taken.set(`${x}/${y}`, title);
        }
    }
    expect(queries.length).toBeGreaterThan(25);
  });

  test.each(queries)('$title: $expr', ({ expr, legendFormat }) => {
    const { asked, grouped } = queryOf(filled(expr));
    const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!);
    for (const { metric, matchers, ranged } of asked) {
      const samples = samplesOf(metric);
      expect(samples, `${metric} is told`).not.toEqual([]);
      const labels = Object.keys(samples[0]!.labels);
      expect(labels).toEqual(expect.arrayContaining(matchers.map(({ label }) => label)));
      expect(labels).toEqual(expect.arrayContaining(grouped));
      expect(grouped.length > 0 ? grouped : labels).toEqual(expect.arrayContaining(shown));
      const found = samples.filter((one) =>
        matchers.every(({ label, operator, value }) => OPERATORS[operator]!(one.labels[label] ?? '', value)),
      );
      expect(found, `${metric} is found`).not.toEqual([]);
      const { type } = families.get(metric)!;
      expect(type).toBe(ranged === null ? type : 'counter');
      expect(ranged === null || ranged === 'rate' || ranged === 'increase').toBe(true);
      expect(metric.endsWith('_total')).toBe(type === 'counter');
    }
  });

  test('what is chosen from is there', () => {
    for (const { query } of dashboard.templating.list.slice(1)) {
      const [, metric = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec((query as { query: string }).query) ?? [];
      expect(samplesOf(metric).map(({ labels }) => Object.keys(labels))[0]).toContain(label);
    }
  });

  test('every metric of ours is drawn somewhere', () => {
    const drawn = new Set(queries.flatMap(({ expr }) => queryOf(filled(expr)).asked.map(({ metric }) => metric)));
    // What is played is for tables, how long the log is for whoever looks for a fault.
    const other = new Set(['factoscope_game_info', 'factoscope_relay_log_end_bytes']);
    const missing = [...families.keys()].filter((name) => name.startsWith('factoscope_') && !drawn.has(name) && !other.has(name));
    expect(missing).toEqual([]);
  });
});
