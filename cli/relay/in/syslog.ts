/** RFC 5424 over TCP or TLS, as docker's syslog driver sends it; the token of a server is the name of the application. */
import type { Tokens } from '../tokens';
import type { InCounts, Inlets } from './inlet';
import type { Listening } from './listening';

export interface SyslogOptions {
  host: string;
  /** 0: any that is free. */
  port: number;
  /** PEM. */
  tls?: { key: string | Uint8Array; cert: string | Uint8Array };
  counts?: InCounts;
}

export async function listenSyslog(_inlets: Inlets, _tokens: Tokens, { host, port }: SyslogOptions): Promise<Listening> {
  return { host, port, close: async () => {} };
}
