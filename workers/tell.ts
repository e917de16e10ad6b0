import { CHANNEL, type ChangedMessage } from '../src/worker-api/life';

let channel: BroadcastChannel | null = null;

/** Tells all tabs and workers, this page included, that a world changed; null: that the list of worlds did. */
export function tellChanged(world: string | null): void {
  channel ??= new BroadcastChannel(CHANNEL);
  channel.postMessage({ type: 'changed', world } satisfies ChangedMessage);
}
