/**
 * One relay a folder. A socket in the folder says whether somebody has it: it ends with whoever listens, however that ends, so that a
 * kill leaves nothing to be cleared away, and numbers of processes, which repeat in containers, prove nothing.
 */
import { createHash, randomBytes } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../../src/core/result';

const NAME = 'relay.lock';
/** Longer addresses of sockets are not allowed. */
const MAX_PATH = 100;

/** Answers how it is given back. Throws a Problem when another has it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const whole = await realpath(folder);
  const inside = join(whole, NAME);
  const aside = asideOf(whole);
  for (const path of process.platform === 'win32' || inside.length > MAX_PATH ? [aside] : [inside, aside]) {
    if ((await askAt(path)) !== null) throw taken(folder);
    const own = randomBytes(12).toString('hex');
    const server = await listenAt(path, own);
    // Some file systems have no sockets.
    if (server === null) continue;
    // Another that found the same dead socket at the same moment may have taken its place.
    if ((await askAt(path)) !== own) {
      server.close();
      throw taken(folder);
    }
    return () => new Promise((resolve) => server.close(() => resolve()));
  }
  throw taken(folder);
}

const taken = (file: string): Problem => ({
  code: 'data-taken',
  file,
  line: 0,
  detail: 'Another relay has this folder open.',
  tip: 'Stop it first, or name another folder by --data.',
});

function asideOf(folder: string): string {
  const name = `factoscope-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.lock`);
}

/** What whoever listens there calls itself; null: nobody does. */
function askAt(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    let name = '';
    let reached = false;
    socket.on('connect', () => {
      reached = true;
    });
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      name += text;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(reached ? name : null));
  });
}

async function listenAt(path: string, name: string): Promise<Server | null> {
  if (process.platform !== 'win32') await rm(path, { force: true });
  return await new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(name);
    });
    server.unref();
    server.on('error', () => resolve(null));
    server.listen(path, () => resolve(server));
  });
}
