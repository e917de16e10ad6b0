import { signal } from '@preact/signals';
import type { PackInfo } from '../../core/pack/types';
import { t } from '../../texts';
import type { Activity } from '../activity';
import type { Client, ItemsClient, PackExport } from '../client';
import type { Notices } from '../notices';
import type { Packs } from '../packs';

/** What a person chooses of a pack to share. */
export interface ExportChoice extends Pick<PackExport, 'languages' | 'icons' | 'native'> {
  /** `stored`: the pictures as they are; the others are rendered for this, which takes a while. */
  effort: 'stored' | 'small' | 'lossy';
}
export interface Exporting {
  pack: string;
  stage: 'icons' | 'packing' | 'done' | 'cancelled' | 'failed';
  done: number;
  total: number;
  /** Bytes of the file, once it is there. */
  bytes: number | null;
  /** For the person, when it failed. */
  problem: string | null;
}

interface Services {
  client: Client;
  items: ItemsClient;
  activity: Activity;
  notices: Notices;
  packs: Packs;
  /** Gives the person a file. */
  download(file: Blob, name: string): void;
  onRemoved(pack: string): void;
}

/** What a person does with a pack as a whole. */
export function createLibrary({ client, items, activity, notices, packs, download, onRemoved }: Services) {
  const exporting = signal<Exporting | null>(null);
  let cancel: AbortController | null = null;
  const patch = (id: string, change: Partial<PackInfo>) => {
    packs.list.value = (packs.list.value ?? []).map((pack) => (pack.id === id ? { ...pack, ...change } : pack));
  };

  async function renamePack(id: string, name: string) {
    const trimmed = name.trim().slice(0, 200);
    if (trimmed === '') return;
    patch(id, { name: trimmed });
    await activity.track(client.import.renamePack(id, trimmed));
    await packs.refresh();
  }

  async function removePack(id: string) {
    const pack = packs.list.value?.find((one) => one.id === id);
    if (pack === undefined) return;
    onRemoved(id);
    packs.list.value = (packs.list.value ?? []).filter((one) => one.id !== id);
    await activity.track(client.import.removePack(id));
    notices.say('note', t.packs.removed(pack.name), [{ label: t.packs.undo, run: () => void undelete(id) }]);
  }

  async function undelete(id: string) {
    await activity.track(client.import.undeletePack(id));
    await packs.refresh();
  }

  /** Makes the zip and hands it over. Never rejects: how it went is in `exporting`. */
  async function exportPack(id: string, { effort, ...choice }: ExportChoice) {
    const pack = packs.list.value?.find((one) => one.id === id);
    if (pack === undefined || cancel !== null) return;
    const controller = new AbortController();
    cancel = controller;
    const end = activity.begin();
    const now = { pack: id, stage: 'icons' as const, done: 0, total: pack.icons.sheets, bytes: null, problem: null };
    exporting.value = now;
    const tell = (change: Partial<Exporting>) => {
      exporting.value = { ...(exporting.peek() ?? now), ...change };
    };
    try {
      let sheets: Uint8Array[] | undefined;
      if (choice.icons && effort !== 'stored')
        sheets = await items.icons.renderAll(id, pack.icons.sheets, effort, ({ done, total }) => tell({ done, total }), controller.signal);
      tell({ stage: 'packing' });
      const zip = await client.import.exportPack(id, { ...choice, ...(sheets === undefined ? {} : { sheets }) });
      if (controller.signal.aborted) return tell({ stage: 'cancelled' });
      download(zip, `${fileName(pack.name)}.zip`);
      tell({ stage: 'done', bytes: zip.size });
    } catch (error) {
      if (controller.signal.aborted) return tell({ stage: 'cancelled' });
      console.warn(error);
      const known = error as { detail?: unknown; tip?: unknown } | null;
      tell({ stage: 'failed', problem: typeof known?.detail === 'string' ? `${known.detail} ${known.tip ?? ''}`.trim() : String(error) });
    } finally {
      cancel = null;
      end();
    }
  }

  return {
    exporting,
    renamePack,
    removePack,
    exportPack,
    cancelExport: () => cancel?.abort(),
    forgetExport: () => {
      if (cancel === null) exporting.value = null;
    },
  };
}

/** Good on every system: no path, no sign that one of them forbids, not too long. */
function fileName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*\p{Surrogate}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (
    plain
      .replace(/^\.+|\.+$/g, '')
      .slice(0, 80)
      .trim() || 'factoscope-pack'
  );
}
