import { CHANNEL, type ChangedMessage } from '../src/worker-api/life';

let channel: BroadcastChannel | null = null;

function tell(message: ChangedMessage): void {
  channel ??= new BroadcastChannel(CHANNEL);
  channel.postMessage(message);
}

/** Tells all tabs and workers, this page included, that a world changed; null: that the list of worlds did. */
export const tellChanged = (world: string | null, by?: string): void =>
  tell({ type: 'changed', world, ...(by === undefined ? {} : { by }) });

/** The same of packs. */
export const tellPackChanged = (pack: string | null): void => tell({ type: 'changed', pack });
