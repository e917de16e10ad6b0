import { type Signal, signal } from '@preact/signals';
import type { Problem } from '../core/result';
import type { WorldInfo } from '../core/world/types';
import { t } from '../texts';
import { hosted as words } from '../texts/hosted';
import type { Activity } from './activity';
import type { Client } from './client';
import { logAddress } from './fetch-log';
import type { Notices } from './notices';
import type { Worlds } from './worlds';

/** A snapshot that is being opened where it lies, or could not be. */
export interface HostedOpening {
  /** As it was given. */
  address: string;
  /** The same, whole; null: it is no address. */
  url: string | null;
  problem: Problem | null;
}

export interface HostedWorld {
  address: string;
  info: WorldInfo;
  packBytes: number;
}

interface Services {
  client: Client;
  activity: Activity;
  worlds: Worlds;
  notices: Notices;
  /** The page that addresses are relative to. */
  base: string;
  /** The world that is looked at. */
  shown: Signal<string | null>;
  /** Tells the address of a world that is read where it lies. */
  liesAt(world: string, address: string): void;
}

/** Worlds that are read where they lie: opening them, and what goes wrong later. */
export function createHosted({ client, activity, worlds, notices, base, shown, liesAt }: Services) {
  const opening = signal<HostedOpening | null>(null);
  const list = signal<ReadonlyMap<string, HostedWorld>>(new Map());
  let abort: AbortController | null = null;
  /** By world, what is said of its failures: the newest alone, since each worker may have its own. */
  const said = new Map<string, number>();
  const quiet = (id: string) => {
    const notice = said.get(id);
    if (notice !== undefined) notices.dismiss(notice);
    said.delete(id);
  };

  /** The world's id; null: it failed, which `opening` tells of, or was given up. */
  async function open(address: string): Promise<string | null> {
    abort?.abort();
    const controller = new AbortController();
    abort = controller;
    const url = hostedAddress(address, base);
    opening.value = { address, url: url.ok ? url.value.href : null, problem: url.ok ? null : url.problem };
    if (!url.ok) return null;
    try {
      const { info, packBytes, stale } = await activity.track(client.hosted.open(url.value.href, controller.signal));
      if (controller.signal.aborted) return null;
      const listed = { ...info, changedAt: Date.now() };
      list.value = new Map([...list.value, [info.id, { address, info: listed, packBytes }]]);
      liesAt(info.id, address);
      worlds.host(listed);
      opening.value = null;
      if (stale) notices.say('note', words.stale(url.value.host));
      return info.id;
    } catch (error) {
      if (!controller.signal.aborted) opening.value = { address, url: url.value.href, problem: error as Problem };
      return null;
    }
  }

  /** No more opening, and nothing said of it. */
  function giveUp() {
    abort?.abort();
    opening.value = null;
  }

  function close(id: string) {
    if (!list.value.has(id)) return;
    list.value = new Map([...list.value].filter(([other]) => other !== id));
    quiet(id);
    client.hosted.close(id);
    worlds.unhost(id);
  }

  /** Asks again for what failed. */
  function again(id: string) {
    const world = list.value.get(id);
    if (world === undefined) return;
    quiet(id);
    const info = { ...world.info, version: world.info.version + 1 };
    list.value = new Map([...list.value, [id, { ...world, info }]]);
    client.hosted.again(id);
    worlds.host(info);
  }

  /** The file that lies there now. Where the same world was looked at, the new one is, at the same place. */
  async function reopen(id: string) {
    const world = list.value.get(id);
    if (world === undefined) return;
    const next = await open(world.address);
    if (next === null) {
      const problem = opening.value?.problem;
      opening.value = null;
      if (problem) notices.say('bad', `${problem.detail} ${problem.tip}`, [{ label: t.retry, run: () => void reopen(id) }]);
      return;
    }
    if (next === id) return again(id);
    if (shown.value === id) shown.value = next;
    close(id);
  }

  client.hosted.onFailed((id, problem) => {
    if (!list.value.has(id) || OTHERS.has(problem.code)) return;
    quiet(id);
    const changed = problem.code === 'snapshot-changed';
    const act = changed ? { label: words.openNew, run: () => void reopen(id) } : { label: t.retry, run: () => again(id) };
    said.set(id, notices.say('bad', `${problem.detail} ${problem.tip}`, [act]));
  });

  return { opening, list, open, giveUp, close };
}

/** What has other reasons than the host. */
const OTHERS = new Set(['stopped', 'worker-died', 'no-such-world', 'bug', 'not-loaded']);

/** As `logAddress`. A page that came by https may not ask for what lies on http, which browsers refuse without saying why. */
function hostedAddress(address: string, base: string): ReturnType<typeof logAddress> {
  const url = logAddress(address, base);
  const local = url.ok && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.value.hostname);
  if (!url.ok || local || new URL(base).protocol !== 'https:' || url.value.protocol === 'https:') return url;
  const problem = { code: 'bad-address', file: '', line: 0, detail: words.plain(url.value.host), tip: words.plainTip };
  return { ok: false, problem };
}

export type HostedState = ReturnType<typeof createHosted>;
