import { expect, it } from 'vitest';
import { settle } from './snap';

it('a sheet let go rests at the nearest height', () => {
  expect([70, 300, 380, 600].map((height) => settle(height, 0, 684))).toEqual(['peek', 'half', 'half', 'full']);
});

it('a throw decides before the place', () => {
  expect(settle(300, 1, 684)).toBe('half');
  expect(settle(400, 1, 684)).toBe('full');
  expect(settle(400, -1, 684)).toBe('half');
  expect(settle(300, -1, 684)).toBe('peek');
  expect(settle(64, -1, 684)).toBe('peek');
});
