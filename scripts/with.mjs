import { install } from './install.mjs';
import { run } from './tools.mjs';

/** `node scripts/with.mjs [NAME=value …] tool [argument …]`: installs what is missing, then runs one of the packages' tools. */
const words = process.argv.slice(2);
const start = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
const env = Object.fromEntries(words.slice(0, start).map((word) => word.split('=', 2)));
const [tool = '', ...args] = words.slice(start);
try {
  await install();
  await run(`node_modules/.bin/${tool}`, args, { env, show: true });
} catch (error) {
  console.error(error instanceof Error ? error.message.trim() : error);
  process.exitCode = 1;
}
