import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Game } from '../src/core/world/testing/host';
import { Folder } from './testing/command';

const SIZE = 2_000_000_000;
/** A line of packets after so many bytes of others: a fifth of the log. */
const EVERY = 1_200;
const HEAP_MB = 400;

const root = fileURLToPath(new URL('..', import.meta.url));

/** Mostly a chatty mod's own lines; between them players walk. */
function writeLog(path: string): number {
  const file = openSync(path, 'w');
  const game = new Game('long-walk', 7);
  const out: string[] = game.here(game.header(0));
  let size = 0;
  let tick = 0;
  let held = 0;
  const put = (line: string): void => {
    out.push(line);
    held += line.length + 1;
    if (held < 8_000_000) return;
    size += writeSync(file, `${out.splice(0).join('\n')}\n`);
    held = 0;
  };
  for (let others = 0; size < SIZE; ) {
    const line = `${(4 + tick / 60).toFixed(3).padStart(8)} Script @__busy__/control.lua:7: looked at ${tick} of many things, ${(tick * 7919) % 9973} to go`;
    put(line);
    others += line.length;
    if (others < EVERY) continue;
    others = 0;
    tick += 30;
    const list = [1, 2, 3].map((index) => ({
      index,
      at: [((tick * index) % 4001) / 8, ((tick * 3) % 3001) / 8] as [number, number],
      dir: tick % 16,
    }));
    for (const packet of game.chained({ kind: 'players', tick, list })) put(packet);
  }
  writeSync(file, `${out.join('\n')}\n`);
  closeSync(file);
  return tick;
}

describe('a log of 2 GB', () => {
  it(`is read with a heap of ${HEAP_MB} MB`, () => {
    const folder = new Folder();
    const path = folder.at('long.log');
    const tick = writeLog(path);
    const args = [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx', 'cli/main.ts', 'inspect', path];
    const ran = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect([ran.status, ran.signal, ran.stderr]).toEqual([0, null, '']);
    const [world] = JSON.parse(ran.stdout).worlds;
    expect(world).toMatchObject({ id: 'long-walk', gaps: [], ticks: [0, tick], packets: { header: 1, players: tick / 30 } });
  });
});
