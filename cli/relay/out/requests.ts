/** What is asked for over plain http: the site, servers, logs, pictures, health, metrics. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Allowed, EVERYTHING } from '../../../src/core/live/view';
import type { Hub, Hubs } from '../hub';
import type { MapPlace } from '../map-png';
import { addressOf, isLocal, Tally } from './address';
import { sendLog, sendState } from './downloads';
import { answer, bearer, type Origins, secure, share } from './headers';
import type { Live } from './live';
import { Maps } from './map';
import type { Limits, OutCounts, Refusal } from './options';
import type { Rights } from './rights';
import { type Route, routeOf } from './route';
import type { Site } from './site';
import { Slots } from './slots';

export interface RequestsOf {
  hubs: Hubs;
  rights: Rights;
  origins: Origins;
  counts: OutCounts;
  limits: Limits;
  site: Site;
  liveOf: (hub: Hub) => Live;
  metrics: (() => Promise<string>) | undefined;
  stopped: AbortSignal;
}

/** Files that one address may have sent at once. */
const DOWNLOADS_EACH = 2;
const JSON_TYPE = 'application/json; charset=utf-8';

export class Requests {
  private readonly maps: Maps;
  private readonly downloads: Slots;
  private readonly downloading = new Tally();

  constructor(private readonly of: RequestsOf) {
    this.maps = new Maps(of.limits.pictures);
    this.downloads = new Slots(of.limits.downloads, 0);
  }

  /** Never throws: what goes wrong with one request is that one's. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      // Nobody sends anything but a question.
      request.resume();
      secure(response);
      await this.route(request, response);
    } catch {
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'That went wrong.\n');
    }
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '/' } = request;
    const route = routeOf(url);
    if (route === null) return this.refuse(response, 400, 'path', 'There can be no such address.\n');
    if (route.what !== 'site') share(request, response, this.of.origins);
    if (method === 'OPTIONS' && route.what !== 'site') return answer(response, 204);
    if (method !== 'GET' && method !== 'HEAD')
      return this.refuse(response, 405, 'method', 'Only GET and HEAD are answered.\n', { allow: 'GET, HEAD' });
    switch (route.what) {
      case 'site':
        return this.of.site(request, response, route.path);
      case 'nothing':
        return answer(response, 404, 'There is nothing at that address.\n');
      case 'healthz':
        return answer(response, 200, 'ok\n');
      case 'metrics':
        return await this.metrics(request, response);
      case 'servers':
        return await this.servers(request, response);
      case 'live':
      case 'forward':
        return answer(response, 426, 'A WebSocket is spoken here.\n', { headers: { upgrade: 'websocket' } });
      default:
        return await this.server(request, response, route);
    }
  }

  private refuse(response: ServerResponse, status: number, why: Refusal, text: string, headers?: Record<string, string>): void {
    this.of.counts.refused(why);
    answer(response, status, text, headers === undefined ? {} : { headers });
  }

  /** Of this machine, or with a token for that: they tell of all servers. */
  private async metrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { metrics, rights } = this.of;
    if (metrics === undefined) return answer(response, 404, 'There are no metrics.\n');
    const token = bearer(request);
    const may = token === undefined ? isLocal(request) : await rights.readsMetrics(token);
    if (!may) return this.refuse(response, 401, 'token', NEEDS_TOKEN, CHALLENGE);
    answer(response, 200, await metrics(), { type: 'text/plain; version=0.0.4; charset=utf-8' });
  }

  private async servers(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { hubs, rights } = this.of;
    const token = bearer(request);
    const own = token === undefined ? null : await rights.watches(token);
    if (token === undefined ? !rights.open : own === null) return this.refuse(response, 401, 'token', NEEDS_TOKEN, CHALLENGE);
    const seen = hubs.all().filter((hub) => rights.open || hub.id === own);
    answer(response, 200, JSON.stringify(seen.map((hub) => hub.info())), { type: JSON_TYPE });
  }

  private async server(
    request: IncomingMessage,
    response: ServerResponse,
    route: Extract<Route, { server: string; what: 'state' | 'log' | 'map' }>,
  ): Promise<void> {
    const token = bearer(request);
    const allowed = await this.of.rights.allowed(route.server, token);
    if (allowed === null) return this.refuse(response, 401, 'token', NEEDS_TOKEN, CHALLENGE);
    const hub = this.of.hubs.get(route.server);
    if (hub === undefined) return this.refuse(response, 404, 'no-server', 'There is no such server.\n');
    if (route.what === 'map') await this.picture(request, response, hub, allowed, route);
    else await this.download(request, response, hub, allowed, route.what);
  }

  private async download(
    request: IncomingMessage,
    response: ServerResponse,
    hub: Hub,
    allowed: Allowed,
    what: 'state' | 'log',
  ): Promise<void> {
    const who = addressOf(request);
    if (!this.downloading.enter(who, DOWNLOADS_EACH)) return this.refuse(response, 429, 'busy', BUSY, LATER);
    const slot = this.downloads.take();
    try {
      if (slot === null) return this.refuse(response, 503, 'busy', BUSY, LATER);
      const { view } = await this.of.liveOf(hub).viewFor(undefined, allowed);
      await (what === 'log' ? sendLog : sendState)(response, hub, view, this.of.stopped);
    } finally {
      this.downloading.leave(who);
      (await slot)?.();
    }
  }

  private async picture(request: IncomingMessage, response: ServerResponse, hub: Hub, allowed: Allowed, place: MapPlace): Promise<void> {
    const { view } = await this.of.liveOf(hub).viewFor(undefined, allowed);
    const { surface, force, z, x, y } = place;
    const drawn = await this.maps.draw(hub, view, { surface, force, z, x, y });
    if (drawn === null) return this.refuse(response, 503, 'busy', BUSY, LATER);
    if (drawn.png === null) return answer(response, 404, 'Nothing is known there.\n');
    const etag = `"${drawn.version}"`;
    const headers = { etag, 'cache-control': `${allowed === EVERYTHING ? 'private' : 'public'}, max-age=1` };
    if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
    else answer(response, 200, drawn.png, { type: 'image/png', headers });
  }
}

const NEEDS_TOKEN = 'A token to watch it is needed: `token` on the command line signs one.\n';
const CHALLENGE = { 'www-authenticate': 'Bearer' };
const BUSY = 'Too much is asked for at once. Come again.\n';
const LATER = { 'retry-after': '5' };
