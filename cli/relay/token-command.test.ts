import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../run';
import { FileKeeping } from './keep/files';
import { Tokens } from './tokens';

let data: string;
let out = '';
let said = '';
const io = {
  out: (text: string | Uint8Array) => {
    out += text;
  },
  say: (line: string) => {
    said += `${line}\n`;
  },
  progress: () => {},
};
const token = async (...args: string[]) => {
  [out, said] = ['', ''];
  return await run(['token', '--data', data, ...args], io);
};

beforeEach(() => {
  data = join(mkdtempSync(join(tmpdir(), 'factoscope-token-')), 'data');
});
afterEach(() => rmSync(join(data, '..'), { recursive: true }));

test('a token is printed alone, and is good for the relay of that folder, while that runs too', async () => {
  expect(await token('--server', 'alpha')).toBe(0);
  const keeping = await FileKeeping.open(data);
  try {
    const tokens = new Tokens(await keeping.secret());
    expect(out).toMatch(/^[\w.-]+\n$/);
    expect(await tokens.verify(out.trim())).toEqual({ server: 'alpha', use: 'write', until: null });
    expect(await token('--server', 'alpha', '--watch', '--days', '7')).toBe(0);
    const grant = await tokens.verify(out.trim());
    expect(grant).toMatchObject({ server: 'alpha', use: 'watch' });
    expect(await token('--metrics')).toBe(0);
    expect(await tokens.verify(out.trim())).toEqual({ server: '*', use: 'metrics', until: null });
    expect(typeof grant === 'string' ? null : grant.until).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  } finally {
    await keeping.close();
  }
  expect(statSync(join(data, 'secret')).mode & 0o077).toBe(0);
});

test.each([
  [[]],
  [['--server', '../etc']],
  [['--server', 'a', '--days', 'ten']],
  [['--server', 'a', '--days', '0']],
  [['--server', 'a', 'b']],
  [['--server', '*']],
  [['--server', 'a', '--metrics']],
  [['--metrics', '--watch']],
])('wrong use: %j', async (args) => {
  expect(await token(...args)).toBe(2);
  expect(out).toBe('');
  expect(said).toContain('token (--server');
});

test('a folder that cannot be one, a secret that is none', async () => {
  writeFileSync(data, '');
  expect(await token('--server', 'alpha')).toBe(1);
  expect(said).not.toBe('');
  rmSync(data);
  await (await FileKeeping.open(data)).close();
  writeFileSync(join(data, 'secret'), 'short');
  expect(await token('--server', 'alpha')).toBe(1);
  expect(said).toContain('32 bytes');
});
