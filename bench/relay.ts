/**
 * A relay with a thousand watchers and 200 lines a second, from the line to all of them; floor is the bare broadcast of the same library
 * under the same load. CPU and memory are those of the serving process alone, as the kernel counts them (/proc: Linux).
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIVE_VERSION } from '../src/core/live/wire';
import { Load } from './relay/load';
import { type Row, row } from './row';

const WATCHERS = Number(process.env.FACTOSCOPE_BENCH_WATCHERS ?? 1000);
const RATE = 200;
const WARM_MS = 4000;
const MEASURE_MS = 10_000;
/** The three are measured in turn, and the median counts: a machine has moods. */
const ROUNDS = 3;
const SERVER = 'bench';
const USAGE = fileURLToPath(new URL('./relay/usage.mjs', import.meta.url));
const BOUND = 1.5;
/** Until what is under way is done and who has gone is gone (ms). */
const REST_MS = 2500;
/** kB that a watcher may leave behind when it is gone: tables that have grown stay so, but one object of each would be more. */
const LEFT = 0.25;

interface Measured {
  median: number;
  p99: number;
  /** kB of one watcher: what it holds, what of it stays when it is gone, and what the system sees more since they are there. */
  memory: number;
  left: number;
  resident: number;
  cpu: number;
  /** Of what should have come. */
  share: number;
}
type Seen = { lines: number; median: number; p99: number };

export async function run(): Promise<Row[]> {
  const sides = {
    bare: [] as Measured[],
    relay: [] as Measured[],
    strangers: [] as Measured[],
  };
  for (let i = 0; i < ROUNDS; i++) {
    sides.bare.push(await measure(bare));
    sides.relay.push(await measure((folder) => relay(folder, true)));
    sides.strangers.push(await measure((folder) => relay(folder, false)));
  }
  return [...rows('all', sides.relay, sides.bare), ...rows('what strangers see', sides.strangers, sides.bare)];
}

function rows(what: string, measured: Measured[], floor: Measured[]): Row[] {
  const one = (name: string, unit: string, value: (one: Measured) => number): Row =>
    row(`${WATCHERS} watchers of ${what}, ${RATE} lines/s: ${name}`, mid(measured.map(value)), unit, {
      floor: mid(floor.map(value)),
      against: 'bare ws',
      ratioAtMost: BOUND,
    });
  return [
    one('line → watcher, median', 'ms', ({ median }) => median),
    one('line → watcher, p99', 'ms', ({ p99 }) => p99),
    one('memory a watcher holds (with them all − without one)', 'kB', ({ memory }) => memory),
    one('CPU', 's/s', ({ cpu }) => cpu),
    row(`${WATCHERS} watchers of ${what}: memory left behind by one that is gone`, mid(measured.map(({ left }) => left)), 'kB', {
      atMost: LEFT,
    }),
    row(
      `${WATCHERS} watchers of ${what}, ${RATE} lines/s: resident memory a watcher, with all that was read meanwhile`,
      mid(measured.map(({ resident }) => resident)),
      'kB',
      {
        floor: mid(floor.map(({ resident }) => resident)),
        against: 'bare ws',
      },
    ),
    row(
      `${WATCHERS} watchers of ${what}: lines that did not come`,
      Math.max(...measured.map(({ share }) => Math.round((1 - share) * 1000) / 10)),
      '%',
      { atMost: 1 },
    ),
  ];
}

const mid = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

interface Side {
  child: ChildProcess;
  url: string;
  hello: string;
}

async function bare(): Promise<Side> {
  const child = tsx(['bench/relay/bare.ts']);
  const [, url] = await says(child, /(http:\S+)/);
  return { child, url: url!, hello: '' };
}

/** All is what a token shows, nothing of it thinned. */
async function relay(folder: string, all: boolean): Promise<Side> {
  const child = tsx([
    'cli/main.ts',
    'relay',
    '--stdin',
    SERVER,
    '--data',
    folder,
    '--port',
    '0',
    '--host',
    '127.0.0.1',
    '--public',
    'player',
  ]);
  const [, url, token] = await says(child, /(http:\/\/[^\s#]+)#\/live\/bench\?token=([\w.-]+)/);
  return {
    child,
    url: new URL(`live/${SERVER}`, url).href,
    hello: JSON.stringify({ type: 'hello', v: LIVE_VERSION, ...(all ? { token } : {}) }),
  };
}

function tsx(args: string[]): ChildProcess {
  return spawn(process.execPath, ['--expose-gc', '--import', USAGE, '--import', 'tsx', ...args], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function says(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let said = '';
  const streams = [child.stdout!, child.stderr!];
  return await new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`it ended with ${code}:\n${said}`));
    const listen = (bytes: Buffer): void => {
      said += bytes.toString();
      const found = pattern.exec(said);
      if (found === null) return;
      for (const stream of streams) stream.off('data', listen).resume();
      child.off('exit', ended);
      resolve(found);
    };
    for (const stream of streams) stream.on('data', listen);
    child.on('exit', ended);
  });
}

type Start = (folder: string) => Promise<Side>;

async function measure(start: Start): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'factoscope-bench-relay-'));
  const side = await start(folder);
  const { child } = side;
  const pump = new Pump(child);
  try {
    await sleep(WARM_MS);
    const before = await memory(child.pid!);
    const crowd = await watchers(side, pump.base);
    await sleep(WARM_MS);
    const from = pump.now;
    const span: [number, number] = [from, from + MEASURE_MS * 1000];
    crowd.send({ measure: span });
    const cpu = seconds(child.pid!);
    await sleep(MEASURE_MS);
    const used = seconds(child.pid!) - cpu;
    const took = (pump.now - from) / 1e6;
    const resident = await memory(child.pid!);
    const loaded = await held(child);
    const answer = once(crowd, 'message');
    crowd.send('end');
    const [seen] = (await answer) as [Seen];
    // The state of the world that is read grows with every line, whoever watches: between what is compared none comes. What they hold only
    // while lines come counts too, so the larger of the two does.
    pump.stop();
    await sleep(REST_MS);
    const resting = await held(child);
    await end(crowd);
    await sleep(REST_MS);
    const without = await held(child);
    await end(await watchers(side, pump.base));
    await sleep(REST_MS);
    const again = await held(child);
    return {
      median: seen.median,
      p99: seen.p99,
      memory: (Math.max(loaded, resting) - without) / WATCHERS,
      left: (again - without) / WATCHERS,
      resident: (resident - before) / WATCHERS,
      cpu: used / took,
      share: seen.lines / (pump.sent(span) * WATCHERS),
    };
  } finally {
    pump.stop();
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

class Pump {
  private readonly stamps: number[] = [];
  private readonly load = new Load();
  private readonly timer: NodeJS.Timeout;

  constructor(child: ChildProcess) {
    const began = performance.now();
    child.stdin!.write(this.load.begin());
    // A timer that is late makes good what it left out, each line by itself.
    this.timer = setInterval(() => {
      const due = ((performance.now() - began) / 1000) * RATE;
      while (this.stamps.length < due) {
        const { line, sent } = this.load.next();
        this.stamps.push(sent);
        child.stdin!.write(line);
      }
    }, 1000 / RATE);
  }

  get base(): bigint {
    return this.load.base;
  }

  /** Microseconds since `base`. */
  get now(): number {
    return Number((process.hrtime.bigint() - this.base) / 1000n);
  }

  sent([from, to]: [number, number]): number {
    return this.stamps.filter((sent) => sent >= from && sent < to).length;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

async function watchers({ url, hello }: Side, base: bigint): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./relay/watchers.ts', import.meta.url)), [url, String(WATCHERS), String(base), hello], {
    execArgv: ['--import', 'tsx'],
  });
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the watchers ended with ${code}`)));
  failed.catch(() => {});
  await Promise.race([once(child, 'message'), failed]);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** kB, the lowest of some moments: what is about to be collected is nobody's. */
async function memory(pid: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 10; i++) {
    least = Math.min(least, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]));
    await sleep(100);
  }
  return least;
}

/** kB that are in use, whatever its heap has grown to; the middle of some moments. */
async function held(child: ChildProcess): Promise<number> {
  const kilobytes: number[] = [];
  for (let i = 0; i < 5; i++) {
    const told = says(child, /held:(\d+)\n/);
    child.kill('SIGUSR2');
    kilobytes.push(Number((await told)[1]) / 1024);
    await sleep(100);
  }
  return mid(kilobytes);
}

/** CPU of all its threads, in user and kernel; in ticks of 10 ms. */
function seconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
