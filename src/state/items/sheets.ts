import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { PackInfo } from '../../core/pack/types';
import type { Activity } from '../activity';
import type { ItemsClient } from '../client';

interface Sheet {
  url: Signal<string | null>;
  running: AbortController | null;
}

/** Until the browser has it in pixels, so that what is shown then is painted at once. Rejects when it cannot be read. */
async function decoded(url: string): Promise<void> {
  const image = new Image();
  image.src = url;
  await image.decode();
}

/** Object URLs of the open pack's sheets, fetched when first asked for; revoked when the pack or its pictures change. */
export function createSheets(
  client: ItemsClient,
  activity: Activity,
  pack: ReadonlySignal<PackInfo | null>,
  ready: (url: string) => Promise<void> = decoded,
) {
  const sheets = new Map<number, Sheet>();
  let of: PackInfo | null = null;

  effect(() => {
    const [before, now] = [of, pack.value];
    of = now;
    if (before === now) return;
    if (before?.id !== now?.id) {
      for (const sheet of sheets.values()) forget(sheet);
      sheets.clear();
      return;
    }
    if (before === null || now === null || before.version === now.version) return;
    // More to render, or other pictures: the numbers mean something else now.
    const anew = now.icons.pending > before.icons.pending || now.icons.pictures !== before.icons.pictures;
    for (const [number, sheet] of sheets) {
      if (anew) forget(sheet);
      if (sheet.url.peek() === null) void activity.track(load(number, sheet));
    }
  });

  function forget(sheet: Sheet) {
    sheet.running?.abort();
    sheet.running = null;
    if (sheet.url.peek() !== null) URL.revokeObjectURL(sheet.url.peek()!);
    sheet.url.value = null;
  }

  async function load(number: number, sheet: Sheet): Promise<void> {
    const id = of?.id;
    if (id === undefined) return;
    sheet.running?.abort();
    const controller = new AbortController();
    sheet.running = controller;
    try {
      const blob = await client.packs.sheet(id, number, controller.signal);
      if (blob === null || controller.signal.aborted) return;
      const url = URL.createObjectURL(blob);
      await ready(url).catch((error) => {
        URL.revokeObjectURL(url);
        throw error;
      });
      if (controller.signal.aborted) URL.revokeObjectURL(url);
      else sheet.url.value = url;
    } catch (error) {
      if (!controller.signal.aborted) console.warn(error);
    } finally {
      if (sheet.running === controller) sheet.running = null;
    }
  }

  return {
    /** null: not rendered yet, or no such sheet. May be called while rendering. */
    url(number: number): ReadonlySignal<string | null> {
      const known = sheets.get(number);
      if (known !== undefined) return known.url;
      const sheet: Sheet = { url: signal(null), running: null };
      sheets.set(number, sheet);
      void activity.track(load(number, sheet));
      return sheet.url;
    },
  };
}
