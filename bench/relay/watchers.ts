/**
 * Many who watch, in a process of their own (`tsx bench/relay/watchers.ts URL COUNT BASE HELLO`): says how many it has when all are there, and
 * `measure` over its channel says which lines are counted, `end` asks how old they came. Sockets are bare and a frame is only looked through for times, so
 * that a thousand of them cost this process less than they cost who serves them.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { DIGITS, STAMP } from './load';

const [, , address = '', count = '', base = '', hello = ''] = process.argv;
const url = new URL(address);
/** Lines' ages in steps of so many µs. */
const STEP = 100;
const ages = new Uint32Array(600_000);
/** Lines written from … to are counted. */
let [from, to] = [0, 0];
let there = 0;

function masked(text: string): Buffer {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.of(0x81, 0x80 | body.length) : Buffer.of(0x81, 0xfe, body.length >> 8, body.length & 255);
  return Buffer.concat([head, Buffer.alloc(4), body]);
}

function watch(): void {
  const socket: Socket = connect(Number(url.port), url.hostname);
  socket.setNoDelay(true);
  socket.write(
    `GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  let open = false;
  let last = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    if (!open) {
      const text = data.toString('latin1');
      if (!text.startsWith('HTTP/1.1 101')) throw new Error(`refused: ${text.slice(0, 200)}`);
      open = true;
      there += 1;
      if (hello !== '') socket.write(masked(hello));
      if (there === Number(count)) process.send!({ there });
      return;
    }
    if (to === 0) return;
    const now = Number((process.hrtime.bigint() - BigInt(base)) / 1000n);
    const all = last.length > 0 ? Buffer.concat([last, data]) : data;
    let at = all.indexOf(STAMP);
    let end = 0;
    for (; at >= 0 && at + STAMP.length + DIGITS <= all.length; at = all.indexOf(STAMP, end)) {
      end = at + STAMP.length + DIGITS;
      const sent = Number(all.toString('latin1', at + STAMP.length, end));
      if (!(sent >= from && sent < to)) continue;
      const age = now - sent;
      const step = Math.min(ages.length - 1, Math.max(0, Math.floor(age / STEP)));
      ages[step] = ages[step]! + 1;
    }
    // A time may be cut in two.
    last = Buffer.from(all.subarray(Math.max(end, all.length - STAMP.length - DIGITS)));
  });
  socket.on('close', () => {
    process.stderr.write('a watcher was closed\n');
    process.exit(1);
  });
}

function share(of: number, total: number): number {
  let sum = 0;
  for (let i = 0; i < ages.length; i++) {
    sum += ages[i]!;
    if (sum >= total * of) return ((i + 0.5) * STEP) / 1e3;
  }
  return Number.POSITIVE_INFINITY;
}

process.on('message', (message: { measure: [number, number] } | 'end') => {
  if (message !== 'end') {
    [from, to] = message.measure;
    return;
  }
  const lines = ages.reduce((sum, n) => sum + n, 0);
  process.send!({ lines, median: share(0.5, lines), p99: share(0.99, lines) });
});
// A thousand at once would be refused by the queue of the listening socket.
for (let i = 0; i < Number(count); i++) setTimeout(watch, i * 2);
