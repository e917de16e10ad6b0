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
/** Beside which memory is measured. */
const FEW = 10;
const WARM_MS = 4000;
const MEASURE_MS = 10_000;
/** The three are measured in turn, and the median counts: a machine has moods. */
const ROUNDS = 3;
const SERVER = 'bench';
const USAGE = fileURLToPath(new URL('./relay/usage.mjs', import.meta.url));
const BOUND = 1.5;

interface Measured {
  median: number;
  p99: number;
  /** kB: what is held after a collection, and what the system sees. */
  memory: number;
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
    one('memory a watcher', 'kB', ({ memory }) => memory),
    one('CPU', 's/s', ({ cpu }) => cpu),
    row(
      `${WATCHERS} watchers of ${what}, ${RATE} lines/s: resident memory a watcher`,
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
  return await new Promise((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        const found = pattern.exec(said);
        if (found) resolve(found);
      });
    child.on('exit', (code) => reject(new Error(`it ended with ${code}:\n${said}`)));
  });
}

type Start = (folder: string) => Promise<Side>;

/** Memory is what more watchers take of a process that has run for as long and read as much. */
async function measure(start: Start): Promise<Measured> {
  const few = await load(start, FEW);
  const many = await load(start, WATCHERS);
  const each = (what: 'memory' | 'resident') => (many[what] - few[what]) / (WATCHERS - FEW);
  return { ...many, memory: each('memory'), resident: each('resident') };
}

async function load(start: Start, count: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'factoscope-bench-relay-'));
  const side = await start(folder);
  const { child } = side;
  const pump = new Pump(child);
  try {
    await sleep(WARM_MS);
    const crowd = await watchers(side, count, pump.base);
    await sleep(WARM_MS);
    const from = pump.now;
    const span: [number, number] = [from, from + MEASURE_MS * 1000];
    crowd.send({ measure: span });
    const cpu = seconds(child.pid!);
    await sleep(MEASURE_MS);
    const used = seconds(child.pid!) - cpu;
    const took = (pump.now - from) / 1e6;
    const resident = await memory(child.pid!);
    const kilobytes = await held(child);
    const answer = once(crowd, 'message');
    crowd.send('end');
    const [seen] = (await answer) as [Seen];
    await end(crowd);
    return {
      median: seen.median,
      p99: seen.p99,
      memory: kilobytes,
      resident,
      cpu: used / took,
      share: seen.lines / (pump.sent(span) * count),
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

async function watchers({ url, hello }: Side, count: number, base: bigint): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./relay/watchers.ts', import.meta.url)), [url, String(count), String(base), hello], {
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

/** kB that are in use, whatever its heap has grown to. */
async function held(child: ChildProcess): Promise<number> {
  const told = says(child, /held:(\d+)/);
  child.kill('SIGUSR2');
  return Number((await told)[1]) / 1024;
}

/** CPU of all its threads, in user and kernel; in ticks of 10 ms. */
function seconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
