import { expect, it } from 'vitest';
import { csv } from './csv';

it('quotes what needs it, and nothing else', () => {
  const rows = [
    ['name', 'x'],
    ['a,b', -1.5],
    ['say "hi"', null],
    ['two\r\nlines', Number.NaN],
  ];
  expect(csv(rows)).toBe('name,x\r\n"a,b",-1.5\r\n"say ""hi""",\r\n"two\r\nlines",\r\n');
});

it('hands no formula to a spreadsheet', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1']) expect(csv([[text]])).toBe(`'${text}\r\n`);
  expect(csv([['=HYPERLINK("http://x","y")']])).toBe('"\'=HYPERLINK(""http://x"",""y"")"\r\n');
});
