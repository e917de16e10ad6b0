import type { PackSink } from '../../core/pack/types';

/** Where nobody asked for packs: they are read and let go. */
export const noPack: PackSink = {
  dump: () => ({ prototype() {}, icon() {}, end() {} }),
  mod() {},
  shelf() {},
  locale() {},
  texts() {},
  picture() {},
  modList() {},
  settings() {},
  gameVersion() {},
  snapshot() {},
};
