/**
 * So many connections at once. Where there is no room the one goes that came first and has shown no token yet: whoever opens connections
 * in masses keeps out nobody but himself.
 */
import type { Socket } from 'node:net';

export interface ConnectionLimits {
  /** At once. */
  connections: number;
  /** From one address. */
  perAddress: number;
}

interface Guest {
  socket: Socket;
  address: string;
  trusted: boolean;
}

export class Door {
  /** By address and port, which a connection and what is encrypted over it have in common; in the order in which they came. */
  private readonly guests = new Map<string, Guest>();

  constructor(
    private readonly limits: ConnectionLimits,
    private readonly onRefused: () => void,
  ) {}

  /** It is closed where there is no room even so. */
  enter(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const guests = [...this.guests.values()];
    const same = guests.filter((guest) => guest.address === address);
    const full = same.length >= this.limits.perAddress ? same : guests.length >= this.limits.connections ? guests : null;
    const first = full?.find(({ trusted }) => !trusted);
    if (full !== null) {
      this.onRefused();
      (first?.socket ?? socket).destroy();
      if (first === undefined) return;
    }
    const guest = { socket, address, trusted: false };
    const key = keyOf(socket);
    this.guests.set(key, guest);
    socket.once('close', () => {
      if (this.guests.get(key) === guest) this.guests.delete(key);
    });
  }

  /** It has shown a token. */
  trust(socket: Socket): void {
    const guest = this.guests.get(keyOf(socket));
    if (guest !== undefined) guest.trusted = true;
  }

  close(): void {
    for (const { socket } of this.guests.values()) socket.destroy();
  }
}

const keyOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
