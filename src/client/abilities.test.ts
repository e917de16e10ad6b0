import { expect, it } from 'vitest';
import { missingAbilities } from './abilities';

const scope = (navigator: object, more: object = {}) => ({ navigator, isSecureContext: true, ...more }) as unknown as typeof globalThis;
const whole = {
  ...{ serviceWorker: {}, locks: {} },
  storage: { persist() {} },
  clipboard: { readText() {} },
  share() {},
};

it('names nothing where everything is there', () => {
  expect(missingAbilities(scope(whole, { caches: {}, VideoEncoder: class {} }))).toEqual([]);
});

it('names all of it where the origin is not secure', () => {
  expect(missingAbilities(scope({}, { isSecureContext: false }))).toEqual([
    'offline',
    'install',
    'promise',
    'tabs',
    'paste',
    'share',
    'video',
  ]);
});

it('names what a browser lacks, also where it has a part of it', () => {
  const { share: _, ...rest } = { ...whole, storage: { estimate() {} }, clipboard: { writeText() {} } };
  expect(missingAbilities(scope(rest, { caches: {} }))).toEqual(['promise', 'paste', 'share', 'video']);
});
