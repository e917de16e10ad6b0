import { expect, it } from 'vitest';
import { readAddress } from '../../state/url';
import { hrefOf, hrefOfTab, refKey, refOf } from './href';

it('a name of any kind comes back from its address and its key', () => {
  for (const name of ['iron-plate', '__proto__', 'a/b', 'with space', '"quotes"', 'مرحبا', 'x'.repeat(200), '?q=1#']) {
    const ref = { kind: 'item' as const, name };
    expect(refOf(refKey(ref))).toEqual(ref);
    expect(readAddress(hrefOf('pack-1', ref))).toMatchObject({ page: 'items', pack: 'pack-1', ref });
  }
  expect(readAddress(hrefOfTab('pack-1', 'technology'))).toMatchObject({ page: 'items', pack: 'pack-1', tab: 'technology', ref: null });
  expect(readAddress(hrefOfTab(null, null))).toMatchObject({ page: 'items', pack: null });
});
