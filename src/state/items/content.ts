import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { PackInfo } from '../../core/pack/types';

/**
 * Changes when what a pack says has changed, and not with every sheet that is rendered of it: while that goes on its version is
 * bumped all the time, and pages stay what they are.
 */
export function contentOf(pack: ReadonlySignal<PackInfo | null>): ReadonlySignal<string> {
  const content = signal('');
  let last: { info: PackInfo; told: string } | null = null;
  effect(() => {
    const info = pack.value;
    if (info === null) {
      last = null;
      content.value = '';
      return;
    }
    if (info === last?.info) return;
    const told = saying(info);
    const rendered = last !== null && last.info.id === info.id && last.told === told && info.icons.pending < last.info.icons.pending;
    const same = last !== null && last.told === told && last.info.version === info.version;
    last = { info, told };
    if (!rendered && !same) content.value = `${info.id} ${info.version}`;
  });
  return content;
}

function saying({ version: _, bytes: __, changedAt: ___, icons, ...rest }: PackInfo): string {
  return JSON.stringify([rest, { ...icons, pending: 0 }]);
}
