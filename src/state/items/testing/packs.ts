import type { PackInfo } from '../../../core/pack/types';

export const packInfo = (change: Partial<PackInfo> = {}): PackInfo => ({
  id: 'small-0123456789abcdef',
  name: 'Small',
  version: 1,
  claims: { gameVersion: null, mods: [], settings: null },
  counts: { item: 2 },
  languages: ['en'],
  icons: { complete: 2, incomplete: 0, pictures: 2, sheets: 1, pending: 0 },
  bytes: 1,
  files: ['data-raw-dump.json'],
  createdAt: 1,
  changedAt: 1,
  ...change,
});
