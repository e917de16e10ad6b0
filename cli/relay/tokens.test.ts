import { createHmac, randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { Tokens } from './tokens';

const secret = new Uint8Array(randomBytes(32));
const tokens = new Tokens(secret);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (head: unknown, body: unknown, key = secret, hash = 'sha256') => {
  const text = `${part(head)}.${part(body)}`;
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
};

test('[L23] what was signed is let in, for what it was signed for', async () => {
  expect(await tokens.verify(await tokens.sign({ server: 'alpha', use: 'write' }))).toEqual({ server: 'alpha', use: 'write', until: null });
  expect(await tokens.verify(await tokens.sign({ server: 'alpha', use: 'watch' }))).toMatchObject({ use: 'watch' });
  expect(await tokens.verify(await tokens.sign({ server: '*', use: 'metrics' }))).toEqual({ server: '*', use: 'metrics', until: null });
  for (const [server, use] of [
    ['*', 'watch'],
    ['*', 'write'],
    ['alpha', 'metrics'],
  ] as const)
    expect(await tokens.verify(await tokens.sign({ server, use }))).toBe('bad');
});

test('one that holds for some days expires', async () => {
  const token = await tokens.sign({ server: 'alpha', use: 'write', days: 2 });
  const now = Date.now();
  expect(await tokens.verify(token)).toMatchObject({ server: 'alpha' });
  vi.useFakeTimers({ now: now + 3 * 86_400_000, toFake: ['Date'] });
  try {
    expect(await tokens.verify(token)).toBe('expired');
  } finally {
    vi.useRealTimers();
  }
});

test('[L23] Kafkatorio’s tokens have a server and the time of their making alone, and may write', async () => {
  expect(await tokens.verify(signed({ alg: 'HS256', typ: 'JWT' }, { sub: 'alpha', iat: 1_600_000_000 }))).toEqual({
    server: 'alpha',
    use: 'write',
    until: null,
  });
});

test.each([
  ['another secret', signed({ alg: 'HS256' }, { sub: 'alpha' }, new Uint8Array(32))],
  ['no signature', `${part({ alg: 'none' })}.${part({ sub: 'alpha' })}.`],
  ['another algorithm', signed({ alg: 'HS512' }, { sub: 'alpha' }, secret, 'sha512')],
  ['no server', signed({ alg: 'HS256' }, { iat: 1 })],
  ['a path for a server', signed({ alg: 'HS256' }, { sub: '../../etc' })],
  ['a key of objects for a server', signed({ alg: 'HS256' }, { sub: '__proto__' })],
  ['an unknown use', signed({ alg: 'HS256' }, { sub: 'alpha', use: 'everything' })],
  ['a time that is none', signed({ alg: 'HS256' }, { sub: 'alpha', exp: 'tomorrow' })],
  ['a body that is none', signed({ alg: 'HS256' }, null)],
  ['nothing', ''],
  ['far too much', `${'a'.repeat(5_000)}.b.c`],
  ['two parts', 'abc.def'],
])('[L23] %s is bad', async (_what, token) => {
  expect(await tokens.verify(token)).toBe('bad');
});
