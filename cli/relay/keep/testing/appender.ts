/**
 * `appender.ts FOLDER SEED TURNS ACKS KEEP`: goes on with the sources of a log where they are, tells of all that is acknowledged, and kills
 * itself after so many turns of its loop, wherever that is, or when so many appends are acknowledged.
 */
import { writeSync } from 'node:fs';
import { FileKeeping } from '../files';
import { told } from './told';

const [folder = '', seed = '1', turns = '0', acks = '0', keep = '1000000'] = process.argv.slice(2);

let left = Number(turns);
function turn(): void {
  if (left-- <= 0) process.kill(process.pid, 'SIGKILL');
  setImmediate(turn);
}
turn();

let missing = Number(acks);
function tell(row: string): void {
  writeSync(1, `${row}\n`);
  if (--missing <= 0) process.kill(process.pid, 'SIGKILL');
}

let state = Number(seed);
const random = (below: number): number => {
  state = (state * 1103515245 + 12345) % 2147483648;
  return Math.floor((state / 2147483648) * below);
};

const keeping = await FileKeeping.open(folder, { segment: 1_500, keep: Number(keep) });
const log = await keeping.open('game');
const sources = ['a', 'b', 'c'];
const places = new Map(sources.map((source) => [source, log.taken(source)]));
for (;;) {
  const under: Promise<void>[] = [];
  for (let i = random(6); i >= 0; i--) {
    const source = sources[random(4) % 3]!;
    const { lines, offset } = told(source, places.get(source)!, 1 + random(4));
    places.set(source, offset);
    under.push(log.append(lines, { source, offset }).then(() => tell(`${source} ${offset}`)));
  }
  await Promise.all(under);
  if (random(5) > 0) continue;
  const at = log.end;
  await log.putState(at, new TextEncoder().encode(`state at ${at}\n`));
  tell(`state ${at}`);
}
