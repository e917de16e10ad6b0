import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a script's work when it was started by itself, not imported: prints what it answers, or the failure alone without where in
 * the script it was thrown.
 * @param {string} url the script's `import.meta.url`
 * @param {() => unknown} work
 */
export async function main(url, work) {
  if (process.argv[1] === undefined || realpathSync(process.argv[1]) !== fileURLToPath(url)) return;
  try {
    const answer = await work();
    if (answer !== undefined) console.log(answer);
  } catch (error) {
    console.error(error instanceof Error ? error.message.trim() : error);
    process.exitCode = 1;
  }
}

/**
 * Runs a program in the repository's root and answers what it printed; what fails throws an Error with that text.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean }} [options] `show`: print as it runs instead
 * @returns {Promise<string>}
 */
export function run(command, args, { env, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const stream = show ? 'inherit' : 'pipe';
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', stream, stream] });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code, signal) =>
      code === 0 ? resolve(output) : reject(new Error(`${output}\n${command} ${args.join(' ')}: ${signal ?? `exit code ${code}`}`)),
    );
  });
}
