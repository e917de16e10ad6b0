import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LineEnvelope, Packet } from '../src/core/packet/schema';
import { compileMod } from './host/compile';
import { BUDGET } from './host/measure';
import { SimulatedGame } from './sim/simulated-game';
import { importLogs } from './sim/testing/read-back';

let mod: Map<string, string>;
beforeAll(() => {
  mod = compileMod();
}, 60_000);

const STOPS = 1500;
const TAGS = 700;

/** What a log says, in the plainest way: packets of whole lines. */
function packetsOf(log: string): Packet[] {
  return [...log.matchAll(/Factoscope:(\S+)/g)].flatMap(([, body = '']) => {
    const { d }: LineEnvelope = JSON.parse(body.startsWith('{') ? body : inflateSync(Buffer.from(body, 'base64')).toString('latin1'));
    return typeof d === 'string' ? [] : d;
  });
}

/** A save of a large railway. */
function railway(): { game: SimulatedGame; stops: ReturnType<SimulatedGame['build']>[] } {
  const game = new SimulatedGame({ mod });
  const ann = game.join('Ann', true);
  const stops = Array.from({ length: STOPS }, (_, i) =>
    game.build({ name: 'train-stop', at: [(i % 60) - 30.5, Math.floor(i / 60) - 30.5], title: `Stop ${i}`, by: 'robot' }),
  );
  for (let i = 0; i < TAGS; i++) game.addTag(ann.force, game.nauvis, [(i % 60) - 30, Math.floor(i / 60) - 30], `Tag ${i}`, ann);
  game.tick(1200);
  return { game, stops };
}
const listed = (packets: Packet[], kind: 'stops' | 'tags') =>
  packets.flatMap((packet) => (packet.kind === kind && packet.key !== undefined ? [packet] : []));

describe('thousands of train stops and tags', () => {
  it('[P15] [P16] are told by the piece in a keyframe, the first of them whole, and no tick does more than it may', async () => {
    const { game } = railway();
    game.load(game.save());
    game.startCounting();
    game.tick(900);
    const packets = packetsOf(game.logOf());
    for (const [kind, count] of [
      ['stops', STOPS],
      ['tags', TAGS],
    ] as const) {
      const pieces = listed(packets, kind);
      expect(pieces.reduce((sum, { list }) => sum + list.length, 0)).toBe(count);
      expect(pieces.map(({ whole }) => whole ?? false)).toEqual(pieces.map((_, i) => i === 0));
      const written = new Map<number, number>();
      for (const piece of pieces) written.set(piece.tick, (written.get(piece.tick) ?? 0) + JSON.stringify(piece).length);
      expect(written.size).toBeGreaterThan(1);
      expect(Math.max(...written.values())).toBeLessThan(2 * BUDGET.characters);
    }
    expect(Math.max(...game.costOf().map(({ characters }) => characters))).toBeLessThan(2 * BUDGET.characters);
    const back = await (await importLogs([game.logOf()])).at(game.tickNow);
    expect([back.stops.length, back.tags.length]).toEqual([STOPS, TAGS]);
  }, 120_000);

  it('are right when some change while the keyframe is told, and when it is saved and loaded in the middle', async () => {
    const { game, stops } = railway();
    const ann = game.join('Ann');
    game.command(ann, 'factoscope', 'resend');
    game.tick(25);
    // Told in part: what goes now is still in the list.
    for (let i = 0; i < STOPS; i += 100) game.mine(stops[i]!, ann);
    game.renameStop(stops[1]!, 'First', ann);
    game.renameStop(stops[STOPS - 1]!, 'Last', ann);
    for (const tag of [...ann.force.tags.values()].slice(-3)) game.removeTag(tag);
    const first = game.logOf();
    game.load(game.save());
    game.tick(900);
    for (const logs of [[first, game.logOf()], [game.logOf()]]) {
      const back = await (await importLogs(logs)).at(game.tickNow);
      expect([back.stops.length, back.tags.length]).toEqual([STOPS - STOPS / 100, TAGS - 3]);
      expect(back.stops.flatMap(({ name }) => (name === 'First' || name === 'Last' ? [name] : [])).sort()).toEqual(['First', 'Last']);
    }
  }, 120_000);
});
