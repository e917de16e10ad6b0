import { readdirSync, readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EntityEventPacket, LineEnvelope, Packet } from '../src/core/packet/schema';
import { compileMod } from './host/compile';
import { apiFacts } from './sim/api/facts';
import { SimulatedGame } from './sim/simulated-game';
import { importLogs } from './sim/testing/read-back';

let mod: Map<string, string>;
beforeAll(() => {
  mod = compileMod();
}, 60_000);

/** What a log says, in the plainest way: packets of whole lines. */
function packetsOf(log: string): Packet[] {
  return [...log.matchAll(/Factoscope:(\S+)/g)].flatMap(([, body = '']) => {
    const { d }: LineEnvelope = JSON.parse(body.startsWith('{') ? body : inflateSync(Buffer.from(body, 'base64')).toString('latin1'));
    return typeof d === 'string' ? [] : d;
  });
}
const isEvent = (packet: Packet): packet is EntityEventPacket => ['built', 'changed', 'removed'].includes(packet.kind);
const told = (log: string): string[] =>
  packetsOf(log)
    .filter(isEvent)
    .map(({ kind, list, how, by, cause }) =>
      [kind, list.map(({ name }) => name).join('+'), how, by === undefined ? '' : `by ${by}`, cause].filter(Boolean).join(' '),
    );

function started(): { game: SimulatedGame; ann: ReturnType<SimulatedGame['join']> } {
  const game = new SimulatedGame({ mod });
  const ann = game.join('Ann', true);
  game.tick(60);
  return { game, ann };
}

describe('what happens to a thing', () => {
  it('is told with who and how', () => {
    const { game, ann } = started();
    const step = (): void => game.tick();
    const machine = game.build({ name: 'assembling-machine-1', at: [4.5, 4.5], by: ann });
    step();
    game.rotate(machine, 4, ann);
    step();
    game.setRecipe(machine, 'copper-cable', ann, 'paste');
    step();
    const better = game.upgrade(machine, 'assembling-machine-2', 'robot');
    step();
    game.teleport(better, [9.5, 4.5]);
    step();
    const turret = game.build({ name: 'gun-turret', at: [2, 9], by: 'script' });
    step();
    game.die(turret, ann.character);
    step();
    game.mine(better, ann);
    game.tick(120);
    expect(told(game.logOf())).toEqual([
      'built assembling-machine-1 player by 1',
      'changed assembling-machine-1 rotated by 1',
      'changed assembling-machine-1 recipe by 1',
      'removed assembling-machine-1 robot',
      'built assembling-machine-2 upgraded',
      'removed assembling-machine-2 moved',
      'built assembling-machine-2 moved',
      'built gun-turret script',
      'removed gun-turret died Ann',
      'removed assembling-machine-2 player by 1',
    ]);
  });

  it('shares a packet with what happened alike, in the same chunk at the same tick', () => {
    const { game, ann } = started();
    for (let i = 0; i < 3; i++) game.build({ name: 'wooden-chest', at: [i + 0.5, 0.5], by: ann });
    game.build({ name: 'inserter', at: [9.5, 0.5], by: 'robot' });
    game.build({ name: 'inserter', at: [-1.5, 0.5], by: 'robot' });
    game.tick(120);
    expect(told(game.logOf())).toEqual([
      'built wooden-chest+wooden-chest+wooden-chest player by 1',
      'built inserter robot',
      'built inserter robot',
    ]);
  });

  it('is not told where nobody has charted, of what moves, and of trees unless a setting asks', () => {
    const { game, ann } = started();
    game.generateChunk(game.nauvis, 40, 40);
    game.build({ name: 'inserter', at: [40 * 32 + 3.5, 40 * 32 + 3.5], by: 'script' });
    game.build({ name: 'car', at: [3, 3], by: ann });
    game.build({ name: 'tree-01', at: [5.5, 3.5], by: 'script' });
    game.build({ name: 'entity-ghost', at: [6.5, 6.5], by: ann, ghost: 'inserter' });
    game.tick(120);
    expect(told(game.logOf())).toEqual([]);
    game.changeSetting('factoscope-nature', true);
    game.build({ name: 'tree-01', at: [6.5, 3.5], by: 'script' });
    game.tick(120);
    expect(told(game.logOf())).toEqual(['built tree-01 script']);
  });
});

describe('the game’s own names', () => {
  it('are known to its API for every event that is listened to: a wrong one would be left out without a word', () => {
    const sources = readdirSync(new URL('.', import.meta.url)).filter((name) => /^[a-z-]+\.ts$/.test(name));
    const texts = sources.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'));
    const used = new Set(texts.flatMap((text) => [...text.matchAll(/'((?:on|script_raised)_[a-z_]+)'/g)].map(([, name]) => name!)));
    expect(used.size).toBeGreaterThan(60);
    const unknown = (version: string): string[] => [...used].filter((name) => !(name in (apiFacts(version).defines['events'] as object)));
    expect(unknown('2.1.12')).toEqual([]);
    // A player's new colour is seen by looking, there.
    expect(unknown('2.0.76')).toEqual(['on_player_color_changed']);
  });
});

describe('train stops', () => {
  it('go with the chunk that is deleted or cleared, of which no event tells', async () => {
    const { game, ann } = started();
    const cave = game.createSurface('cave');
    for (const [surface, x] of [
      [game.nauvis, 6],
      [cave, 0],
    ] as const) {
      game.generateChunk(surface, x, 0);
      game.chart(ann.force, surface, x, 0);
      game.build({ name: 'train-stop', at: [x * 32 + 4, 4], surface, title: surface.name, by: 'script' });
    }
    game.build({ name: 'train-stop', at: [4, 4], title: 'stays', by: ann });
    game.tick(700);
    const stops = async () => (await (await importLogs([game.logOf()])).at(game.tickNow)).stops.map(({ name }) => name).sort();
    expect(await stops()).toEqual(['cave', 'nauvis', 'stays']);
    game.deleteChunk(game.nauvis, 6, 0);
    game.clearSurface(cave);
    game.tick(120);
    expect(await stops()).toEqual(['stays']);
  });
});

describe('a pause', () => {
  it('leaves nothing out for good: what was charted, built, taken and who was there meanwhile is told when it ends', async () => {
    const { game, ann } = started();
    game.join('Bob');
    const chest = game.build({ name: 'wooden-chest', at: [3.5, 3.5], by: ann });
    game.tick(120);
    game.command(ann, 'factoscope', 'pause');
    game.tick(60);
    game.walk(ann, [300.5, 300.5]);
    game.build({ name: 'inserter', at: [300.5, 301.5], by: ann });
    game.mine(chest, ann);
    game.addTag(ann.force, game.nauvis, [0, 0], 'late', ann);
    game.leave([...game.world.players.values()][1]!);
    game.tick(600);
    const before = game.logOf().length;
    game.tick(600);
    // Headers go on.
    expect(game.logOf().length - before).toBeLessThan(1000);
    game.command(ann, 'factoscope', 'resume');
    game.tick(900);
    const truth = game.truth();
    const back = await (await importLogs([game.logOf()])).at(truth.tick);
    expect(Object.keys(back.charts).sort()).toEqual(Object.keys(truth.charts).sort());
    const charted = new Set(Object.keys(truth.charts).map((key) => key.replace(/^(\d+)\/\d+\//, '$1/')));
    expect(Object.keys(back.tiles).sort()).toEqual([...charted].sort());
    expect(Object.values(back.entities).flat()).toEqual([expect.stringContaining('inserter 300.5,301.5')]);
    expect(back.tags.map(({ text }) => text)).toEqual(['late']);
    expect(back.players.map(({ name, online, at }) => [name, online, at])).toEqual(
      truth.players.map(({ name, online, at }) => [name, online, at]),
    );
  });
});

describe('a keyframe', () => {
  it('begins with the chunks nearest to the players', () => {
    const game = new SimulatedGame({ mod });
    const ann = game.join('Ann');
    for (let i = -4; i <= 4; i++)
      for (let j = -4; j <= 4; j++) {
        game.generateChunk(game.nauvis, i, j);
        game.chart(ann.force, game.nauvis, i, j);
      }
    game.walk(ann, [70, 70]);
    game.tick(400);
    game.load(game.save());
    game.tick(400);
    const distances = packetsOf(game.logOf())
      .flatMap((packet) => (packet.kind === 'tiles' && packet.key !== undefined ? [packet.at] : []))
      .map(([x, y]) => Math.max(Math.abs(x - 2), Math.abs(y - 2)));
    expect(distances.length).toBe(81);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it('comes again every few hours of play, as a setting says, in the chain', () => {
    const game = new SimulatedGame({ mod, settings: { 'factoscope-keyframe-hours': 0.01 } });
    const ann = game.join('Ann');
    game.tick(36 * 60 * 3 + 300);
    game.leave(ann);
    // Nobody plays.
    game.tick(36 * 60 * 2);
    const begun = packetsOf(game.logOf()).filter((packet) => packet.kind === 'keyframe' && packet.state === 'begin');
    // Players are looked at once a second: the first of them is seen at tick 60.
    expect(begun.map(({ key }) => key)).toEqual([1, 2219, 4379, 6539]);
  });
});
