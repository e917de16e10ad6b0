import { createSocket } from 'node:dgram';
import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { readStdin } from './stdin';
import { MemoryInlet, Tally } from './testing/inlet';
import { listenUdp } from './udp';

const long = { timeout: 30_000 };

test('stdin: lines as they come, the last without a line feed too', async () => {
  const [inlet, counts, input] = [new MemoryInlet(), new Tally(), new PassThrough()];
  const done = readStdin(inlet, { input, counts, signal: new AbortController().signal });
  input.write('one\ntw');
  await vi.waitFor(() => expect(inlet.text).toBe('one\n'), long);
  input.write('o\n');
  input.end('three');
  await done;
  expect(inlet.text).toBe('one\ntwo\nthree\n');
  expect(counts.lines).toBe(3);
});

test('stdin: an end that is asked for keeps what has come, and waits for no more', async () => {
  const [inlet, input, stop] = [new MemoryInlet(), new PassThrough(), new AbortController()];
  const done = readStdin(inlet, { input, signal: stop.signal });
  input.write('one\ntwo');
  await vi.waitFor(() => expect(inlet.text).toBe('one\n'), long);
  stop.abort();
  await done;
  expect(inlet.text).toBe('one\ntwo\n');
});

test('stdin: what cannot be kept is a problem', async () => {
  const [inlet, input] = [new MemoryInlet(), new PassThrough()];
  inlet.problem = { code: 'disk-full', file: '', line: 0, detail: '', tip: '' };
  input.end('one\n');
  await expect(readStdin(inlet, { input, signal: new AbortController().signal })).rejects.toMatchObject({ code: 'disk-full' });
});

test('stdin: a line longer than any is left out', async () => {
  const [inlet, counts] = [new MemoryInlet(), new Tally()];
  const pieces = ['one\n', ...Array<string>(34).fill('x'.repeat(512 * 1024)), 'the end of it\ntwo\n'];
  const input = (async function* () {
    for (const piece of pieces) yield Buffer.from(piece);
  })();
  await readStdin(inlet, { input, counts, signal: new AbortController().signal });
  expect(inlet.text.slice(0, 100)).toBe('one\ntwo\n');
  expect(counts.refusals).toEqual(['too-long']);
});

test('[L22] UDP: a datagram is lines with the time at which they came, on this machine alone', async () => {
  const [inlet, counts] = [new MemoryInlet(), new Tally()];
  const listening = await listenUdp(inlet, 0, { counts });
  const game = createSocket('udp4');
  try {
    expect(listening.host).toBe('127.0.0.1');
    const send = (text: string) => new Promise((resolve) => game.send(text, listening.port, listening.host, resolve));
    const before = Date.now();
    await send('{"v":1,"d":[]}');
    await send('');
    await send('Factoscope:{"v":1}\nFactoscope:{"v":2}\n');
    await vi.waitFor(() => expect(inlet.lines).toHaveLength(3), long);
    const [first, ...rest] = inlet.lines.map((line) => /^@(\d+) (.*)$/.exec(line)!);
    expect(Number(first![1])).toBeGreaterThanOrEqual(before);
    expect([first, ...rest].map((match) => match![2])).toEqual(['{"v":1,"d":[]}', 'Factoscope:{"v":1}', 'Factoscope:{"v":2}']);
    expect(counts.lines).toBe(3);
    await expect(listenUdp(inlet, listening.port)).rejects.toMatchObject({ code: 'port-refused' });
  } finally {
    game.close();
    await listening.close();
  }
});

test('UDP: what cannot be kept is counted, and the port stands', async () => {
  const [inlet, counts] = [new MemoryInlet(), new Tally()];
  const listening = await listenUdp(inlet, 0, { counts });
  const game = createSocket('udp4');
  try {
    inlet.problem = { code: 'disk-full', file: '', line: 0, detail: '', tip: '' };
    game.send('one', listening.port, listening.host);
    await vi.waitFor(() => expect(counts.refusals).toEqual(['not-kept']), long);
    inlet.problem = null;
    game.send('two', listening.port, listening.host);
    await vi.waitFor(() => expect(inlet.lines).toHaveLength(1), long);
  } finally {
    game.close();
    await listening.close();
  }
});
