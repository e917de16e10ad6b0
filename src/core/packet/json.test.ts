import { expect, test } from 'vitest';
import { deeperThan, parseForeign, valueEnd } from './json';

test('depth counts brackets outside strings', () => {
  expect(deeperThan('[[["]]]["]]]', 3)).toBe(false);
  expect(deeperThan('[[[[]]]]', 3)).toBe(true);
  expect(deeperThan('{"a\\"[[[[[":[{}]}', 3)).toBe(false);
  expect(deeperThan('["unended [[[[[', 3)).toBe(false);
});

test('JSON deeper than 64 levels is refused before it is parsed', () => {
  const deep = (n: number) => '['.repeat(n) + ']'.repeat(n);
  expect(parseForeign(deep(64)).ok).toBe(true);
  expect(parseForeign(deep(65))).toMatchObject({ ok: false, problem: { code: 'too-deep' } });
  expect(parseForeign(deep(1_000_000))).toMatchObject({ ok: false, problem: { code: 'too-deep' } });
});

test.each(['{"__proto__":{"x":1},"a":[{"__proto__":2}]}', '{"\\u005f_proto__":{"x":1},"a":[{"__pr\\u006Fto__":2}]}'])(
  '%s loses its __proto__',
  (text) => {
    const result = parseForeign(text);
    expect(result).toEqual({ ok: true, value: { a: [{}] } });
    expect(Object.keys((result as unknown as { value: object }).value)).toEqual(['a']);
    expect(Object.assign({}, (result as unknown as { value: object }).value)).not.toHaveProperty('x');
  },
);

test('the end of a value with something behind it', () => {
  expect(valueEnd('{"a":"}"}  tail')).toBe(9);
  expect(valueEnd('{"a":[1,2]')).toBe(-1);
});
