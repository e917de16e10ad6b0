import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createActivity } from './activity';
import type { Client } from './client';
import { createFollow } from './follow';
import { createNotices } from './notices';
import type { Worlds } from './worlds';

const NAME = 'factorio-current.log';
const grown = { files: [{ packets: 3 }], problems: [], worlds: ['w'], restarted: false };

/** A file that a game writes: what it holds, or null while it is not there. */
function setUp(grow: (...args: unknown[]) => Promise<unknown>) {
  const disk: { text: string | null; at: number } = { text: 'one\n', at: 1 };
  const entry = {
    file(done: (file: File) => void, failed: () => void) {
      if (disk.text === null) failed();
      else done(new File([disk.text], NAME, { lastModified: disk.at }));
    },
  } as unknown as FileSystemFileEntry;
  const notices = createNotices();
  const worlds = { merge: vi.fn(), refresh: vi.fn(async () => {}) } as unknown as Worlds;
  const follow = createFollow({ import: { grow } } as unknown as Client, createActivity(), worlds, notices);
  const start = () => follow.start({ name: NAME, entry, file: new File([disk.text ?? ''], NAME) });
  return { disk, follow, notices, start };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('following a log', () => {
  it('reads on only when the file has changed, with a new File', async () => {
    const grow = vi.fn(async () => grown);
    const { disk, follow, start } = setUp(grow);
    start();
    await vi.advanceTimersByTimeAsync(3000);
    expect(grow).not.toHaveBeenCalled();
    Object.assign(disk, { text: 'one\ntwo\n', at: 2 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(grow).toHaveBeenCalledOnce();
    expect((grow.mock.calls[0] as unknown as [string, { file: File }])[1].file.size).toBe(8);
    expect(follow.list.value).toMatchObject([{ name: NAME, status: 'grown', bytes: 8, packets: 3 }]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(grow).toHaveBeenCalledOnce();
    follow.stop(NAME);
  });

  it('says that the game was started again', async () => {
    const { disk, follow, notices, start } = setUp(async () => ({ ...grown, restarted: true }));
    start();
    Object.assign(disk, { text: '0', at: 2 });
    await vi.advanceTimersByTimeAsync(2000);
    expect(notices.list.value[0]?.text).toContain('factorio-previous.log');
    expect(follow.list.value[0]?.status).toBe('restarted');
    follow.stop(NAME);
  });

  it('waits for a file that is gone, says so once, and goes on', async () => {
    const grow = vi.fn(async () => grown);
    const { disk, follow, notices, start } = setUp(grow);
    start();
    disk.text = null;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(notices.list.value).toHaveLength(1);
    expect(follow.list.value[0]?.status).toBe('gone');
    Object.assign(disk, { text: 'one\ntwo\n', at: 3 });
    await vi.advanceTimersByTimeAsync(2000);
    expect(follow.list.value[0]?.status).toBe('grown');
    follow.stop(NAME);
  });

  it('stops when reading fails, and when it is told to', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const grow = vi.fn(async () => Promise.reject({ code: 'worker-died', detail: 'x' }));
    const { disk, follow, start } = setUp(grow);
    start();
    Object.assign(disk, { text: 'one\ntwo\n', at: 2 });
    await vi.advanceTimersByTimeAsync(5000);
    expect(grow).toHaveBeenCalledOnce();
    expect(follow.list.value).toEqual([]);
    start();
    follow.stop(NAME);
    disk.text = 'longer and longer';
    await vi.advanceTimersByTimeAsync(5000);
    expect(grow).toHaveBeenCalledOnce();
  });
});
