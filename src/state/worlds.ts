import { signal } from '@preact/signals';
import type { WorldInfo } from '../core/world/types';
import { t } from '../texts';
import type { Activity } from './activity';
import type { Client } from './client';
import type { Notices } from './notices';

/** The worlds in this browser: the list, and what a person does with one as a whole. */
export function createWorlds(client: Client, activity: Activity, notices: Notices) {
  /** null until the first answer. Those in the bin are not in it. */
  const list = signal<WorldInfo[] | null>(null);
  const failed = signal(false);
  /** Pairs of worlds without an id of their own that may be one: offered, never joined unasked. */
  const joinable = signal<[string, string][]>([]);

  /** Read where they lie. */
  const away = new Map<string, WorldInfo>();

  /** One that is kept here too is read from here. */
  function withAway(stored: readonly WorldInfo[]): WorldInfo[] {
    const here = new Set(stored.map(({ id }) => id));
    return [...stored, ...[...away.values()].filter(({ id }) => !here.has(id))].sort((a, b) => b.changedAt - a.changedAt);
  }

  /** Lists a world that is read where it lies, until `unhost`. */
  function host(info: WorldInfo) {
    away.set(info.id, info);
    list.value = withAway((list.value ?? []).filter(({ hosted }) => hosted === undefined));
  }

  function unhost(id: string) {
    if (!away.delete(id)) return;
    list.value = (list.value ?? []).filter((world) => world.id !== id || world.hosted === undefined);
  }

  async function refresh() {
    try {
      const all = await activity.track(client.import.worlds());
      list.value = withAway(all.filter((world) => world.deletedAt === undefined));
      failed.value = false;
      joinable.value = list.value.length > 1 ? await activity.track(client.import.joinable()) : [];
    } catch (error) {
      console.warn(error);
      failed.value = true;
    }
  }

  /** Takes over what an import tells of worlds, without asking the store again. */
  function merge(touched: WorldInfo[]) {
    if (touched.length === 0) return;
    const byId = new Map((list.value ?? []).map((world) => [world.id, world]));
    for (const world of touched) {
      const known = byId.get(world.id);
      if (known === undefined || known.hosted !== undefined || known.version <= world.version) byId.set(world.id, world);
    }
    list.value = [...byId.values()].sort((a, b) => b.changedAt - a.changedAt);
  }

  async function rename(id: string, name: string) {
    const trimmed = name.trim().slice(0, 200);
    if (trimmed === '') return;
    list.value = (list.value ?? []).map((world) => (world.id === id ? { ...world, name: trimmed } : world));
    await activity.track(client.import.rename(id, trimmed));
    await refresh();
  }

  async function remove(id: string) {
    const world = list.value?.find((one) => one.id === id);
    if (world === undefined) return;
    list.value = (list.value ?? []).filter((one) => one.id !== id);
    await activity.track(client.import.remove(id));
    notices.say('note', t.worlds.removed(world.name), [{ label: t.worlds.undo, run: () => void undelete(id) }]);
  }

  async function undelete(id: string) {
    await activity.track(client.import.undelete(id));
    await refresh();
  }

  async function join(ids: string[]) {
    await activity.track(client.import.join(ids));
    await refresh();
  }

  async function split(id: string) {
    const parts = await activity.track(client.import.split(id));
    if (parts.length < 2) notices.say('note', t.worlds.notJoined);
    await refresh();
  }

  return { list, failed, joinable, refresh, merge, host, unhost, rename, remove, undelete, join, split };
}

export type Worlds = ReturnType<typeof createWorlds>;
