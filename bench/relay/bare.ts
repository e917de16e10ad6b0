/** The least that can be done with the same library: what comes in goes to everybody, in the same frames. Nothing is kept. */
import { WebSocketServer } from 'ws';
import { encodeFrame } from '../../src/core/live/wire';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
let offset = 0;
let rest = Buffer.alloc(0);
process.stdin.on('data', (bytes: Buffer) => {
  const all = Buffer.concat([rest, bytes]);
  const end = all.lastIndexOf(10) + 1;
  rest = all.subarray(end);
  offset += end;
  const frame = encodeFrame({ epoch: 'bare', offset, what: 'lines' }, all.subarray(0, end));
  for (const watcher of server.clients) watcher.send(frame);
});
process.stdin.on('end', () => process.exit());
server.on('listening', () => console.log(`http://127.0.0.1:${(server.address() as { port: number }).port}/`));
