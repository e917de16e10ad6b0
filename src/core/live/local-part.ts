import type { PacketBase } from '../packet/schema';

/** Lines of the chain can be replaced by whole ones [P9]; local ones stay as they were told; others are Kafkatorio's. */
export type From = 'chain' | 'local' | 'foreign';

/**
 * A part of a list, as it may be told in a line that is never replaced by a whole one: of what was left out it must not say that it is gone
 * [P15]. So what is gone is named, and what is listed is no longer all there is.
 */
export function localPart<P extends PacketBase & { list: unknown[] }>(
  packet: P,
  part: P | null,
  from: From,
  gone: () => P['list'],
): P | null {
  if (part === null || part === packet || !packet.whole || from === 'chain') return part;
  const { whole: _, ...rest } = part;
  const list = [...part.list, ...gone()];
  return list.length > 0 ? ({ ...rest, list } as unknown as P) : null;
}
