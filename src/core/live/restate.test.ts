import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Packet } from '../packet/schema';
import { localLines, logForm } from '../packet/write';
import { EVERYTHING } from '../world/snapshot/choice';
import { worldBlocks } from '../world/snapshot/write';
import { lineHost } from './line-host';
import { keyframePackets } from './restate';
import { bytesOf, libraryOf, onlyWorld, restated } from './testing/restated-log';
import { sameMoment } from './testing/same-moment';
import { ALL } from './view';

const sample = gunzipSync(readFileSync(new URL('../../../public/sample/Nordhafen.log.gz', import.meta.url)));

const total = (bytes: readonly { length: number }[]): number => bytes.reduce((sum, { length }) => sum + length, 0);

describe('the shipped sample', () => {
  it('[P27] restated is the same at its last tick, in every picture, and no longer than the mod would have told it', {
    timeout: 120_000,
  }, async () => {
    const library = await libraryOf([['Nordhafen.log', sample]]);
    const world = await onlyWorld(library);
    const keyframe = bytesOf(await restated(library));
    const other = await onlyWorld(await libraryOf([['live.log', keyframe]]));
    expect(await sameMoment(world, other)).toEqual([]);
    const last = world.info.ticks![1];
    expect(other.info.ticks).toEqual([last - 1, last]);
    expect(other.info.clocks![1]).toBe(world.info.clocks![1]);
    expect((await other.story(other.info.branches[0]!.id, null, 10)).total).toBe(0);

    const open = (await library.open(world.info.id))!;
    const packets: Packet[] = [];
    for await (const some of keyframePackets(open, ALL)) packets.push(...some);
    const mods = localLines(packets, [1, 1], { parts: 0 }, lineHost).map((line) => logForm(line, lineHost));
    const snapshot = await worldBlocks(open, { ...EVERYTHING, span: [last, last] });
    expect(keyframe.length).toBeLessThan(mods.reduce((sum, line) => sum + line.length + 1, 0) * 0.9);
    // Of which nothing can be read line by line.
    expect(keyframe.length).toBeLessThan(total(snapshot.map(({ bytes }) => bytes)) * 2.6);
  });
});
