import { describe, expect, it } from 'vitest';
import type { Packet } from '../packet/schema';
import { happenedIn } from './happened';
import { rowOfPacket } from './story';

const channel = (name: string, data: unknown): Packet => ({ kind: 'channel', tick: 7, name, data });

describe('a message on a channel', () => {
  it('is a row with the channel as its name, and counts', () => {
    expect(rowOfPacket(channel('rockets', { launched: 2 }))).toEqual({
      tick: 7,
      clock: null,
      type: 'channel',
      name: 'rockets',
      text: '{"launched":2}',
    });
    expect(happenedIn(channel('rockets', {}))?.count).toBe(1);
  });

  it('is cut where it is long', () => {
    expect(rowOfPacket(channel('x', 'a'.repeat(5000)))!.text.length).toBe(400);
  });

  it('is none where it is a name of a dump by command [P11]', () => {
    const text = channel('text:prototype', { key: 'item/iron-plate', text: 'Iron plate' });
    expect([rowOfPacket(text), happenedIn(text)]).toEqual([null, null]);
  });
});
