import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileMod } from './host/compile';
import { SimulatedGame } from './sim/simulated-game';
import { Imported } from './testing/imported';

let mod: Map<string, string>;
beforeAll(() => {
  mod = compileMod();
}, 60_000);

const example = new Map([['control.lua', readFileSync(new URL('example/control.lua', import.meta.url), 'utf8')]]);
const withExample = (peers = 1, settings = {}): SimulatedGame =>
  new SimulatedGame({ mod, peers, settings, others: { 'factoscope-example': example } });

describe('other mods', () => {
  it('[8] speak on channels of their own, which the site shows', async () => {
    const game = withExample(2);
    game.tick(30);
    const silo = game.build({ name: 'rocket-silo', at: [4.5, 4.5] });
    game.rocket(silo);
    game.tick(120);
    expect(game.storageOf(0)).toBe(game.storageOf(1));
    const { world } = await Imported.of(game.logOf());
    const { rows } = await world.story('', null, 100);
    expect(rows.filter(({ type }) => type === 'channel').map(({ name, text }) => [name, text])).toEqual([
      ['example', '{"rockets":1,"tick":30}'],
    ]);
  });

  it('[8] hear what an admin or RCON sends, and answer', async () => {
    const game = withExample(2);
    const ann = game.join('Ann', true);
    game.tick(30);
    game.command(ann, 'factoscope', 'send {"channel": "example", "data": {"say": "moin"}}');
    game.command(undefined, 'factoscope', 'send {"channel": "example", "data": 7}');
    game.tick(120);
    const { rows } = await (await Imported.of(game.logOf())).world.story('', null, 100);
    expect(rows.filter(({ type }) => type === 'channel').map(({ name, text }) => [name, text])).toEqual([
      ['example', '{"heard":{"say":"moin"}}'],
      ['example', '{"heard":7}'],
    ]);
    expect(game.storageOf(0)).toBe(game.storageOf(1));
  });

  it('hear datagrams, where a port is set', () => {
    const game = withExample(1, { 'factoscope-udp-port': 4711 });
    game.tick(30);
    game.datagram('{"channel": "example", "data": {"n": 1}}');
    game.datagram('not a message');
    game.tick(120);
    expect(game.udpOf().some(({ port, data }) => port === 4711 && data.includes('"heard":{"n":1}'))).toBe(true);
  });

  it('are told what is no channel, and players who are no admins are refused', () => {
    const game = withExample();
    const bob = game.join('Bob');
    expect(() => game.run('remote.call("factoscope", "emit", "a:b", {})', 0, 'factoscope-example')).toThrow(/a channel is a name/);
    game.command(bob, 'factoscope', 'send {"channel": "example", "data": 1}');
    game.tick(120);
    expect(game.logOf()).not.toContain('heard');
  });
});

describe('outputs', () => {
  const lines = (text: string): unknown[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('go to files by the hour, of the server alone', () => {
    const game = new SimulatedGame({ mod, peers: 2, settings: { 'factoscope-files': true, 'factoscope-log': false } });
    game.tick(200);
    const [[name, text]] = [...game.filesOf(0)] as [[string, string]];
    expect(name).toMatch(/^factoscope\/[0-9a-f]{16}-00000\.jsonl$/);
    expect(lines(text)[0]).toMatchObject({ v: 1, seq: 1 });
    expect([...game.filesOf(1)]).toEqual([]);
    expect(game.logOf()).not.toContain('Factoscope:');
  });

  it('go to standard output alone, without the prefix of the game', () => {
    const game = new SimulatedGame({ mod, settings: { 'factoscope-print': true, 'factoscope-log': false } });
    game.tick(200);
    expect(game.logOf()).not.toContain('Factoscope:');
    expect(game.stdoutOf()).toMatch(/^Factoscope:/m);
  });

  it('stop while an admin has paused the mod, and begin anew with a keyframe', async () => {
    const game = new SimulatedGame({ mod });
    const ann = game.join('Ann', true);
    game.tick(120);
    game.command(ann, 'factoscope', 'pause');
    game.tick(5);
    const before = game.logOf();
    game.build({ name: 'stone-furnace', at: [3, 4], by: ann });
    game.chat(ann, 'unheard');
    game.tick(300);
    expect(game.logOf()).toBe(before);
    game.command(ann, 'factoscope', 'resume');
    game.tick(300);
    const imported = await Imported.of(game.logOf());
    expect((await imported.things(1, game.tickNow)).entities).toEqual({ '1/0/0': ['2 stone-furnace 3 4 0 1  normal'] });
    expect((await imported.world.story('', null, 100)).rows.map(({ text }) => text)).not.toContain('unheard');
  });
});

describe('another version of the game', () => {
  it('before 2.0.61 charts are made of map colours', async () => {
    const game = new SimulatedGame({ mod, version: '2.0.55' });
    const ann = game.join('Ann');
    game.tick(60);
    game.build({ name: 'stone-furnace', at: [3, 4], by: ann });
    game.tick(5000);
    const { info, problems } = await Imported.of(game.logOf());
    expect(problems).toEqual([]);
    expect(info.packets['chart']).toBeGreaterThanOrEqual(9);
  });

  it('the mod added to a running save tells all that was there', async () => {
    const game = new SimulatedGame({ mod: new Map([['control.lua', '']]) });
    const ann = game.join('Ann');
    game.build({ name: 'stone-furnace', at: [3, 4], by: ann });
    game.tick(60);
    game.load(game.save(), { mod, modVersion: '1.0.1' });
    game.tick(600);
    const imported = await Imported.of(game.logOf());
    expect((await imported.things(1, game.tickNow)).entities).toEqual({ '1/0/0': ['2 stone-furnace 3 4 0 1  normal'] });
  });
});
