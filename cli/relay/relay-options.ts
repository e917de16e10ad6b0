/** What the relay is told on the command line. */
import { basename } from 'node:path';
import { argumentsOf } from '../arguments';
import { WrongUse } from '../wrong-use';
import { SERVER_ID } from './keeping';

export const usage = [
  'relay [--log [NAME=]FILE]… [--stdin [NAME]] [--syslog [HOST:]PORT] [--udp [NAME=]PORT] [--port N] [--host HOST] [--data DIR]',
  '[--public FORCE|all|none] [--chat] [--origin URL]… [--keep SIZE] [--cert FILE --key FILE] [--site DIR] [--max-watchers N]',
].join('\n      ');

export interface RelayOptions {
  logs: { server: string; path: string }[];
  stdin: string | null;
  syslog: { host: string; port: number } | null;
  udp: { server: string; port: number } | null;
  port: number;
  /** undefined: all of this machine's. */
  host: string | undefined;
  data: string;
  /** undefined: the first force with players. */
  public: string | undefined;
  chat: boolean;
  origins: string[];
  keep: number | undefined;
  tls: { cert: string; key: string } | null;
  site: string | undefined;
  maxWatchers: number | undefined;
}

/** What a server is called that was given no name. */
export const DEFAULT_SERVER = 'game';
export const DEFAULT_PORT = 34190;
const DEFAULT_DATA = 'relay-data';
/** Syslog is for this machine's containers unless it is told otherwise. */
const LOOPBACK = '127.0.0.1';
/** Fewer would drop what was hardly read. */
const LEAST_KEEP = 1_000_000;

const text = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  ...{ log: many, stdin: text, syslog: text, udp: text, port: text, host: text, data: text, public: text, chat: flag },
  ...{ origin: many, keep: text, cert: text, key: text, site: text, 'max-watchers': text },
};

/** Throws WrongUse. */
export function relayOptions(args: readonly string[]): RelayOptions {
  const { options } = argumentsOf(lone(args), OPTIONS, false);
  const { cert, key } = options;
  if ((cert === undefined) !== (key === undefined)) throw new WrongUse('--cert and --key belong together.');
  const logs = (options.log ?? []).map(named);
  const twice = logs.find(({ server }, i) => logs.findIndex((other) => other.server === server) !== i);
  if (twice) throw new WrongUse(`Two logs cannot be of one server (${twice.server}): give each a name, as in --log north=${twice.path}.`);
  const udp = options.udp === undefined ? null : named(options.udp);
  return {
    logs,
    stdin: options.stdin === undefined ? null : serverOf(options.stdin || DEFAULT_SERVER),
    syslog: options.syslog === undefined ? null : addressOf(options.syslog),
    udp: udp && { server: udp.server, port: portOf('udp', udp.path) },
    port: portOf('port', options.port ?? `${DEFAULT_PORT}`),
    host: options.host,
    data: options.data ?? DEFAULT_DATA,
    public: options.public,
    chat: options.chat ?? false,
    origins: (options.origin ?? []).map(originOf),
    keep: options.keep === undefined ? undefined : sizeOf(options.keep),
    tls: cert === undefined || key === undefined ? null : { cert, key },
    site: options.site,
    maxWatchers: options['max-watchers'] === undefined ? undefined : countOf('max-watchers', options['max-watchers']),
  };
}

/** `--stdin` may stand alone. */
const lone = (args: readonly string[]): string[] =>
  args.map((arg, i) => (arg === '--stdin' && (args[i + 1]?.startsWith('-') ?? true) ? '--stdin=' : arg));

/** `NAME=…`; a path may hold such a sign behind its first folder. */
function named(value: string): { server: string; path: string } {
  const [, name, path] = /^([^=/\\]+)=(.+)$/.exec(value) ?? [];
  if (name === undefined || path === undefined) return { server: DEFAULT_SERVER, path: value };
  return { server: serverOf(name), path };
}

function serverOf(name: string): string {
  if (SERVER_ID.test(name)) return name;
  const better = basename(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 63);
  const hint = SERVER_ID.test(better) ? `, as ${better}` : '';
  throw new WrongUse(`A server cannot be called ${JSON.stringify(name)}: use a-z, 0-9, ".", "_" and "-"${hint}.`);
}

function addressOf(value: string): { host: string; port: number } {
  const [, host, port = value] = /^(.*):(\d+)$/.exec(value) ?? [];
  return { host: host?.replace(/^\[(.*)\]$/, '$1') || LOOPBACK, port: portOf('syslog', port) };
}

function portOf(option: string, value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(port < 65_536)) throw new WrongUse(`--${option} takes a port, 0 to 65535, and not ${JSON.stringify(value)}.`);
  return port;
}

function countOf(option: string, value: string): number {
  const count = /^\d{1,7}$/.test(value) ? Number(value) : 0;
  if (count < 1) throw new WrongUse(`--${option} takes a number from 1 on.`);
  return count;
}

function originOf(value: string): string {
  if (value === '*') return value;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '')
    throw new WrongUse(`--origin takes where a page comes from, as https://example.org, and not ${JSON.stringify(value)}.`);
  return url.origin;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

function sizeOf(value: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgt]?)b?$/i.exec(value) ?? [];
  const bytes = Math.round(Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN));
  if (!(bytes >= LEAST_KEEP)) throw new WrongUse(`--keep takes a size from 1 MB on, as 500MB or 2GB, and not ${JSON.stringify(value)}.`);
  return bytes;
}
