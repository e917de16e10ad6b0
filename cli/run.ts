import { inspect, usage as inspectUsage } from './inspect';
import type { Io } from './io';
import { render, usage as renderUsage } from './render';
import { NothingThere, WrongUse } from './wrong-use';

const commands = new Map([
  ['inspect', { work: inspect, usage: inspectUsage }],
  ['render', { work: render, usage: renderUsage }],
]);

const usage = () => ['Usage:', ...[...commands.values()].map((command) => `  npx tsx cli/main.ts ${command.usage}`)].join('\n');

/** Answers the exit code: 0 done, 1 nothing to read or to draw, 2 wrong use. What else goes wrong is thrown. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (args.includes('--help') || name === 'help') {
    io.out(`${usage()}\n`);
    return 0;
  }
  try {
    const command = commands.get(name ?? '');
    if (command === undefined) throw new WrongUse(name === undefined ? 'No command is named.' : `There is no command ${name}.`);
    return await command.work(rest, io);
  } catch (error) {
    if (error instanceof NothingThere) {
      io.say(error.message);
      return 1;
    }
    if (!(error instanceof WrongUse)) throw error;
    io.say(`${error.message}\n${commands.get(name ?? '')?.usage ?? usage()}`);
    return 2;
  }
}
