/** Somebody who listens on a port. */
import type { AddressInfo, Server } from 'node:net';
import type { Problem } from '../../../src/core/result';

export interface Listening {
  host: string;
  port: number;
  close(): Promise<void>;
}

/** Throws a Problem when the port cannot be had. `end`: what is to be done when nobody is let in any more. */
export async function listenAt(server: Server, host: string, port: number, end: () => Promise<void>): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portProblem(error, host, port)));
    server.listen(port, host, resolve);
  });
  const { address, port: own } = server.address() as AddressInfo;
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await end();
    await closed;
  };
  return { host: address, port: own, close };
}

/** A port that cannot be had, as what a person can do about it; what is something else is thrown on. */
export function portProblem(error: unknown, host: string, port: number): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  const detail = WORDS.get(code) ?? `It cannot be listened to: ${message}.`;
  return { code: 'port-refused', file: `${host}:${port}`, line: 0, detail, tip: 'Name another port.' };
}

const WORDS = new Map([
  ['EADDRINUSE', 'Another program listens on this port.'],
  ['EACCES', 'Ports below 1024 are for the administrator alone.'],
  ['EADDRNOTAVAIL', 'This machine has no such address.'],
]);
