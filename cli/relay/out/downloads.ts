/** A server's log and its latest state as files, for who may see so much of it. */
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type LiveView, seesAll } from '../../../src/core/live/view';
import { Thinner } from '../../../src/import/live/thin';
import type { Hub } from '../hub';
import { linesFrom } from '../whole-lines';

/** Whoever takes nothing for so long has it ended (ms). */
const PATIENCE = 60_000;
const STRETCH = 256 * 1024;

/** All that is kept, from its beginning; what came after it was asked for is not in it. */
export async function sendLog(response: ServerResponse, hub: Hub, view: LiveView, stopped: AbortSignal): Promise<void> {
  const { log } = hub;
  const opening = (await log.opening()) ?? new Uint8Array(0);
  const { start, end } = log;
  const whole = seesAll(view);
  head(response, `${hub.id}.log`, whole ? opening.length + end - start : undefined);
  if (response.req.method === 'HEAD') return void response.end();
  await send(response, whole ? all() : thinned(), stopped);

  async function* all(): AsyncGenerator<Uint8Array> {
    if (opening.length > 0) yield opening;
    yield* log.read(start, end, stopped);
  }
  async function* thinned(): AsyncGenerator<Uint8Array> {
    // What is charted by now is told from its beginning, as of a log that is shared from the site.
    const known = await hub.state.use((world) => world.known(view));
    const thinner = new Thinner(view, known, hub.kernels.scanLines);
    if (opening.length > 0) yield thinner.push(opening).lines;
    for (let at = start; at < end; ) {
      const lines = await linesFrom(log, at, STRETCH, end);
      at += lines.length;
      const { lines: rest } = thinner.push(lines);
      if (rest.length > 0) yield rest;
    }
  }
}

/** The latest, as lines that can be read alone. */
export async function sendState(response: ServerResponse, hub: Hub, view: LiveView, stopped: AbortSignal): Promise<void> {
  const { lines } = await hub.state.keyframe(view);
  head(response, `${hub.id}-state.log`, lines.length);
  if (response.req.method === 'HEAD') return void response.end();
  await send(response, [lines], stopped);
}

function head(response: ServerResponse, name: string, length: number | undefined): void {
  response.writeHead(200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
    'content-security-policy': "default-src 'none'",
    'cache-control': 'no-store',
    ...(length === undefined ? {} : { 'content-length': length }),
  });
}

/** What breaks on the way ends the connection: half a file must not look like a whole one. */
async function send(response: ServerResponse, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  response.setTimeout(PATIENCE, () => response.destroy());
  await pipeline(Readable.from(bytes, { objectMode: true, highWaterMark: 1 }), response, { signal }).catch(() => response.destroy());
}
