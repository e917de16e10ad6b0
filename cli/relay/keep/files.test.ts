import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Folder } from '../../testing/command';
import { FileKeeping } from './files';
import { secretOf } from './secret';

const line = new TextEncoder().encode('a line\n');

describe('a relay’s folder', () => {
  const folder = new Folder();

  it('[L5] has one relay at a time', async () => {
    const path = folder.at('one');
    const keeping = await FileKeeping.open(path);
    await expect(FileKeeping.open(path)).rejects.toMatchObject({ code: 'data-taken', file: path });
    await keeping.close();
    await (await FileKeeping.open(path)).close();
    // By whatever name it is found, and where the name of a socket would be too long.
    const long = join(folder.path, 'x'.repeat(60), 'y'.repeat(60));
    const far = await FileKeeping.open(long);
    await expect(FileKeeping.open(join(long, '..', 'y'.repeat(60)))).rejects.toMatchObject({ code: 'data-taken' });
    await far.close();
  });

  it('[L5] what a dead one has left does not hold it', async () => {
    const path = folder.at('dead');
    mkdirSync(path);
    writeFileSync(join(path, 'relay.lock'), 'no socket');
    await (await FileKeeping.open(path)).close();
  });

  it('[L2] a log has one epoch, which another run of the machine ends when it was not closed', async () => {
    const path = folder.at('epochs');
    let keeping = await FileKeeping.open(path);
    let log = await keeping.open('game', 'The game');
    const { epoch } = log;
    expect(epoch).toMatch(/^[\w.-]{8,20}$/);
    await log.append(line);
    await log.close();
    await keeping.close();
    keeping = await FileKeeping.open(path);
    log = await keeping.open('game');
    expect([log.epoch, log.end]).toEqual([epoch, line.length]);
    expect(await keeping.servers()).toEqual([{ id: 'game', name: 'The game' }]);
    // Open, and then the machine stops.
    await keeping.close();
    const row = join(path, 'servers', 'game', 'server.json');
    writeFileSync(row, JSON.stringify({ ...JSON.parse(readFileSync(row, 'utf8')), boot: 'another' }));
    keeping = await FileKeeping.open(path);
    const after = await keeping.open('game');
    expect(after.epoch).not.toBe(epoch);
    expect(after.end).toBe(line.length);
    await after.close();
    await log.close();
    await keeping.close();
  });

  it('[L2] a server whose own file is lost keeps its lines, as another epoch', async () => {
    const path = folder.at('lost');
    const keeping = await FileKeeping.open(path);
    const log = await keeping.open('game');
    await log.append(line);
    await log.close();
    writeFileSync(join(path, 'servers', 'game', 'server.json'), '{"v":1,');
    const after = await keeping.open('game');
    expect([after.epoch === log.epoch, after.end]).toEqual([false, line.length]);
    await after.close();
    await keeping.close();
  });

  it('opens a server once, by a name that no path can be', async () => {
    const keeping = await FileKeeping.open(folder.at('names'));
    const log = await keeping.open('a.b_c-1');
    await expect(keeping.open('a.b_c-1')).rejects.toThrow('is open');
    for (const id of ['', '.', '..', '../x', 'a/b', 'A', 'a\u0000', 'x'.repeat(64), '-a', '__proto__'])
      await expect(keeping.open(id)).rejects.toMatchObject({ code: 'bad-server-name' });
    await log.close();
    await keeping.close();
  });

  it('[L7] makes its secret once, for its owner’s eyes', async () => {
    const path = folder.at('secret');
    let keeping = await FileKeeping.open(path);
    const secret = await keeping.secret();
    expect([secret.length, await keeping.secret()]).toEqual([32, secret]);
    expect(statSync(join(path, 'secret')).mode & 0o077).toBe(0);
    await keeping.close();
    keeping = await FileKeeping.open(path);
    expect(await keeping.secret()).toEqual(secret);
    writeFileSync(join(path, 'secret'), 'short');
    await expect(keeping.secret()).rejects.toMatchObject({ code: 'bad-secret' });
    await keeping.close();
    const others = await Promise.all(Array.from({ length: 20 }, () => secretOf(folder.at('at-once'))));
    expect(new Set(others.map((other) => other.join())).size).toBe(1);
  });

  it('says when it is of a newer relay, or cannot be written to', async () => {
    const path = folder.at('newer');
    mkdirSync(join(path, 'servers', 'game'), { recursive: true });
    writeFileSync(join(path, 'servers', 'game', 'server.json'), '{"v":2,"id":"game"}');
    const keeping = await FileKeeping.open(path);
    await expect(keeping.open('game')).rejects.toMatchObject({ code: 'too-new' });
    await keeping.close();
    writeFileSync(folder.at('file'), '');
    await expect(FileKeeping.open(folder.at('file'))).rejects.toMatchObject({
      code: 'disk-failed',
      detail: expect.stringContaining('a file'),
    });
  });

  it.skipIf(process.getuid?.() === 0)('says when it may not be written to', async () => {
    const path = folder.at('closed');
    mkdirSync(path);
    chmodSync(path, 0o500);
    await expect(FileKeeping.open(path)).rejects.toMatchObject({ code: 'disk-failed' });
    expect(existsSync(join(path, 'servers'))).toBe(false);
  });
});
