/** A log that is written to by a process that is killed, again and again. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { FileKeeping } from '../files';
import { judged, textOf } from './told';

const appender = fileURLToPath(new URL('appender.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));

export interface Killed {
  /** Lives that came to acknowledge anything. */
  told: number;
  end: number;
  start: number;
}

/** Judges after every third life, so that some begin on what a kill has left. */
export async function killed(folder: string, lives: number, seed: number, keep: number): Promise<Killed> {
  const acknowledged = new Map<string, number>();
  const result: Killed = { told: 0, end: 0, start: 0 };
  for (let life = 0; life < lives; life++) {
    // How far it comes within so many turns is the machine's business; every other life comes a little further.
    const [turns, acks] = life % 2 === 0 ? [(life * 3_701 + seed * 1_117) % 40_009, 1e9] : [1e9, 1 + ((life * 7) % 30)];
    const args = ['--import', 'tsx', appender, folder, `${seed + life}`, `${turns}`, `${acks}`, `${keep}`];
    const ran = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect([ran.signal, ran.stderr]).toEqual(['SIGKILL', '']);
    const rows = ran.stdout
      .split('\n')
      .slice(0, -1)
      .filter((row) => row !== 'open');
    if (rows.length > 0) result.told += 1;
    for (const row of rows) {
      const [source = '', offset = ''] = row.split(' ');
      acknowledged.set(source, Math.max(acknowledged.get(source) ?? 0, Number(offset)));
    }
    if (life % 3 !== 2 && life < lives - 1) continue;
    const keeping = await FileKeeping.open(folder, { segment: 1_500, keep });
    const log = await keeping.open('game');
    const places = judged(await textOf(log), log.start > 0);
    for (const [source, offset] of acknowledged) if (source !== 'state') expect(log.taken(source)).toBeGreaterThanOrEqual(offset);
    for (const [source, offset] of places) expect([source, log.taken(source)]).toEqual([source, offset]);
    const kept = await log.state();
    expect(kept?.offset ?? 0).toBeGreaterThanOrEqual(acknowledged.get('state') ?? 0);
    if (kept) expect(Buffer.from(kept.lines).toString()).toBe(`state at ${kept.offset}\n`);
    if (log.start > 0) expect(Buffer.from((await log.opening())!).toString()).toBe(`state at ${log.start}\n`);
    Object.assign(result, { end: log.end, start: log.start });
    await log.close();
    await keeping.close();
  }
  return result;
}
