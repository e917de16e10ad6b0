import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../run';
import { Spool } from './forward/spool';
import { Receiver } from './forward/testing/receiver';
import { MemoryInlets } from './in/testing/inlet';
import { Tokens } from './tokens';

const long = { timeout: 30_000 };
let folder: string;
let said: string[];
const forward = (...args: string[]) =>
  run(['forward', ...args], { out: () => {}, say: (line) => void said.push(line), progress: () => {} });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'factoscope-forward-'));
  said = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test.each([
  ['no log', ['--to', 'wss://example.org/forward/game', '--token', 'x']],
  ['no relay', ['--log', 'a.log', '--token', 'x']],
  ['no token', ['--log', 'a.log', '--to', 'wss://example.org/forward/game']],
  ['another protocol', ['--log', 'a.log', '--to', 'https://example.org/forward/game', '--token', 'x']],
  ['no server', ['--log', 'a.log', '--to', 'wss://example.org/', '--token', 'x']],
  ['a server that cannot be one', ['--log', 'a.log', '--to', 'wss://example.org/forward/..%2fx', '--token', 'x']],
])('%s: wrong use', async (_what, args) => {
  vi.stubEnv('FACTOSCOPE_TOKEN', '');
  expect(await forward(...args)).toBe(2);
  expect(said.join('\n')).toContain('forward --log FILE');
});

test('a folder that another forwarder has is not taken from it', async () => {
  const spool = await Spool.open(folder, 1e9);
  try {
    expect(await forward('--log', 'a.log', '--to', 'wss://example.org/forward/game', '--token', 'x', '--data', folder)).toBe(1);
    expect(said.join('\n')).toContain('folder');
  } finally {
    await spool.close();
  }
});

test('it follows a log until it is stopped; the token may stand in the environment', async () => {
  const [all, tokens, log] = [new MemoryInlets(), new Tokens(new Uint8Array(32)), join(folder, 'factorio-current.log')];
  const receiver = await Receiver.listen(all, tokens);
  vi.stubEnv('FACTOSCOPE_TOKEN', await tokens.sign({ server: 'game', use: 'write' }));
  try {
    writeFileSync(log, 'one\n');
    const done = forward('--log', log, '--to', receiver.to('game'), '--data', join(folder, 'data'));
    await vi.waitFor(() => expect(all.lines('game')).toEqual(['one']), long);
    appendFileSync(log, 'two\n');
    await vi.waitFor(() => expect(all.lines('game')).toEqual(['one', 'two']), long);
    process.emit('SIGTERM');
    expect(await done).toBe(0);
    expect(said.at(-1)).toContain('Stopped');
  } finally {
    receiver.close();
  }
});
