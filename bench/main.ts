/**
 * `npm run bench [name…]`: runs every file of this folder (or those named: `kernels read`), each in a process of its own so that
 * none warms or fills the other's memory, and prints one table. Exit 1 when a bound is missed or a file fails.
 */
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row } from './row';
import { missed, table } from './table';

const here = fileURLToPath(new URL('.', import.meta.url));
const helpers = new Set(['main', 'row', 'table']);

/** What the child sends. */
type Answer = { rows: Row[] } | { error: string };

if (process.send) {
  const answer: Answer = await import(`./${process.argv[2]}.ts`).then(
    async (file: { run(): Promise<Row[]> }) => ({ rows: await file.run() }),
    (error: Error) => ({ error: error.stack ?? error.message }),
  );
  process.send(answer, () => process.disconnect());
} else {
  const all = readdirSync(here)
    .filter((name) => /^\w[\w-]*\.ts$/.test(name))
    .map((name) => basename(name, '.ts'))
    .filter((name) => !helpers.has(name));
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    console.error(`no bench/${unknown[0]}.ts; there are: ${all.join(', ')}`);
    process.exit(2);
  }
  const rows: Row[] = [];
  for (const name of asked.length > 0 ? asked : all) {
    console.error(`${name} …`);
    try {
      rows.push(...(await apart(name)));
    } catch (error) {
      console.error(`bench/${name}.ts failed; alone: npm run bench ${name}\n${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
  const gb = (totalmem() / 2 ** 30).toFixed(0);
  console.log(table(rows));
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${gb} GB, load ${loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}`,
  );
  if (rows.some(missed)) process.exitCode = 1;
}

function apart(name: string): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [name]);
    let answer: Answer | null = null;
    child.on('message', (message) => {
      answer = message as Answer;
    });
    child.on('exit', (code, signal) => {
      if (answer && 'rows' in answer) resolve(answer.rows);
      else reject(new Error(answer?.error ?? `it ended with ${signal ?? code}`));
    });
  });
}
