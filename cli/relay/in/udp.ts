/**
 * What the game sends to a port of its own machine, when it is started with --enable-lua-udp: a datagram is lines, as JSON or as in a log.
 * Nobody else can send there: whoever could would write to the log without a token.
 */
import { createSocket } from 'node:dgram';
import { isProblem } from '../../../src/core/result';
import { type InCounts, type Inlet, noCounts, take } from './inlet';
import { type Listening, portProblem } from './listening';
import { stamped } from './stamped';

const HOST = '127.0.0.1';
/** Bytes that wait to be kept; what comes beyond is lost, as datagrams are. */
const MAX_WAITING = 8 * 1024 * 1024;
/** Bytes that the system keeps for us while we are busy, if it lets us. */
const RECEIVE = 4 * 1024 * 1024;

/** Throws a Problem when the port cannot be had. `port` 0: any that is free. */
export async function listenUdp(inlet: Inlet, port: number, { counts = noCounts }: { counts?: InCounts } = {}): Promise<Listening> {
  const socket = createSocket('udp4');
  let waiting: Uint8Array[] = [];
  let size = 0;
  let busy: Promise<void> | null = null;
  const keepAll = async () => {
    while (waiting.length > 0) {
      const lines = new Uint8Array(Buffer.concat(waiting));
      waiting = [];
      size = 0;
      try {
        await take(inlet, 'udp', lines, counts);
      } catch (error) {
        if (!isProblem(error)) throw error;
      }
    }
    busy = null;
  };
  socket.on('message', (bytes) => {
    if (size + bytes.length > MAX_WAITING) {
      counts.refused('too-fast');
      return;
    }
    size += bytes.length;
    waiting.push(...stamped(bytes, Date.now()));
    if (waiting.length > 0) busy ??= keepAll();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', (error) => reject(portProblem(error, HOST, port)));
    socket.bind(port, HOST, resolve);
  });
  // A datagram that could not be delivered is reported here on some systems; it was not ours.
  socket.on('error', () => {});
  try {
    socket.setRecvBufferSize(RECEIVE);
  } catch {
    // The system's own size, then.
  }
  const close = async () => {
    await new Promise<void>((resolve) => socket.close(resolve));
    await busy;
  };
  return { host: HOST, port: socket.address().port, close };
}
