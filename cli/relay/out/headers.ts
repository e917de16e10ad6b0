/** What answers say beside their content, and whose pages may read them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isNear } from './address';

export class Origins {
  /** As in options. */
  constructor(private readonly others: readonly string[]) {}

  /** A page of the relay's own, or of one that may. Who is no page says no origin. */
  allows(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    return origin === undefined || ownHosts(request).includes(hostOf(origin)) || this.named(origin);
  }

  named(origin: string): boolean {
    return this.others.some((other) => other === '*' || other === origin);
  }
}

/** null: a page that has none, out of a file or a frame that is walled off. */
const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host || null : null);

/** As the browser wrote it; a proxy on this machine may have written another, and says so. */
function ownHosts(request: IncomingMessage): unknown[] {
  const { host, 'x-forwarded-host': forwarded } = request.headers;
  return host === undefined ? [] : isNear(request) ? [host, forwarded] : [host];
}

/** Of every answer. The site's own policy stands in its page. */
export function secure(response: ServerResponse): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
}

/** Lets pages of other origins read the answer, those that may. */
export function share(request: IncomingMessage, response: ServerResponse, origins: Origins): void {
  const { origin } = request.headers;
  response.setHeader('vary', 'origin');
  if (origin === undefined || !origins.named(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-headers', 'authorization');
  response.setHeader('access-control-allow-methods', 'GET, HEAD');
  response.setHeader('access-control-max-age', '600');
}

export interface Answer {
  type?: string;
  headers?: Record<string, string>;
}

/** A whole answer; nothing in it is for a browser to run. */
export function answer(response: ServerResponse, status: number, content: string | Uint8Array = '', { type, headers }: Answer = {}): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  response.writeHead(status, {
    'content-type': type ?? 'text/plain; charset=utf-8',
    'content-length': bytes.length,
    'content-security-policy': "default-src 'none'",
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

/** A token out of the header; undefined: none is shown. '' is one that is no good. */
export function bearer({ headers: { authorization } }: IncomingMessage): string | undefined {
  return authorization === undefined ? undefined : (/^Bearer ([\w.-]+)$/i.exec(authorization)?.[1] ?? '');
}
