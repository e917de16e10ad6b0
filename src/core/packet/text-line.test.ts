import { expect, test } from 'vitest';
import { readTextLine } from './text-line';

test('[P11] a text of the game is a local line with a channel packet', () => {
  expect(readTextLine('Factoscope-text:1:12:345:6789:names:item.iron=Eisen=platte: rund\nund gut\u001e tail')).toEqual({
    ok: true,
    value: {
      v: 1,
      at: [12, 345],
      d: [{ kind: 'channel', tick: 6789, name: 'text:names', data: { key: 'item.iron', text: 'Eisen=platte: rund\nund gut' } }],
    },
  });
});

test.each([
  ['Factoscope-text:', 'bad-text-line'],
  ['Factoscope-text:1:2:3:4:channel', 'bad-text-line'],
  ['Factoscope-text:2:2:3:4:c:k=t', 'too-new'],
  ['Factoscope-text:1:2:3:99999999999999999:c:k=t', 'out-of-range'],
  ['Factoscope-text:1:2:4294967296:1:c:k=t', 'out-of-range'],
])('[P11] %s is refused as %s', (line, code) => {
  expect(readTextLine(line)).toMatchObject({ ok: false, problem: { code } });
});
