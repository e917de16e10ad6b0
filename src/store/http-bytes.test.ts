import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { firstBytes, httpBytes } from './http-bytes';

const file = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7 + (i >> 8)) & 255);
let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

/** Answers by `answer`, which gets the range asked for, the end included. */
async function host(answer: (range: [number, number], response: ServerResponse, count: number) => void): Promise<URL> {
  let count = 0;
  server = createServer((request: IncomingMessage, response) => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
    answer([Number(from), Math.min(file.length - 1, Number(to))], response, count++);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server!.address() as AddressInfo).port}/world.zip`);
}
const whole = ([from, to]: [number, number], response: ServerResponse): void => {
  response.writeHead(206, { 'content-length': to - from + 1 }).end(file.subarray(from, to + 1));
};
const waits = [1, 1, 1];
const problem = (code: string) => expect.objectContaining({ code });

describe('bytes of a file on a host', () => {
  it('are those asked for, wherever they lie', async () => {
    const bytes = httpBytes(await host(whole));
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length), fc.nat(5_000), async (start, length) => {
        const end = Math.min(file.length, start + length);
        expect(await bytes.read(start, end)).toEqual(file.slice(start, end));
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('come on from where a connection broke', async () => {
    const asked: number[] = [];
    const url = await host(([from, to], response) => {
      asked.push(from);
      response.writeHead(206, { 'content-length': to - from + 1 });
      response.write(file.subarray(from, Math.min(to + 1, from + 4_000)), () => {
        if (from + 4_000 > to) response.end();
        else response.destroy();
      });
    });
    const bytes = httpBytes(url, { waits });
    expect(await bytes.read(10, 10_010)).toEqual(file.slice(10, 10_010));
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('are given up after some tries that bring nothing', async () => {
    let count = 0;
    const url = await host((_, response) => {
      count += 1;
      response.destroy();
    });
    await expect(httpBytes(url, { waits }).read(0, 10)).rejects.toEqual(problem('unreachable'));
    expect(count).toBeGreaterThanOrEqual(waits.length);
  });

  it('of a host that knows no ranges are refused, before they are all fetched', async () => {
    const url = await host((_, response) => {
      response.writeHead(200, { 'content-length': file.length }).end(file);
    });
    await expect(httpBytes(url, { waits }).read(0, 10)).rejects.toEqual(problem('no-ranges'));
    expect(await firstBytes(url, 100)).toEqual({ ok: false, problem: problem('no-ranges') });
  });

  it('of a host that sends more than asked for are cut', async () => {
    const url = await host((_, response) => {
      response.writeHead(206).end(file);
    });
    expect(await httpBytes(url).read(0, 10)).toEqual(file.slice(0, 10));
  });

  it('that are not there say what the host said', async () => {
    const url = await host((_, response) => {
      response.writeHead(404).end();
    });
    await expect(httpBytes(url, { waits }).read(0, 10)).rejects.toEqual(problem('fetch-failed'));
  });

  it('are not waited for once nobody wants them', async () => {
    const abort = new AbortController();
    const url = await host(() => abort.abort(new Error('left')));
    await expect(httpBytes(url, { waits }).read(0, 10, abort.signal)).rejects.toThrow('left');
  });

  it('at its beginning may be fewer than asked for', async () => {
    const url = await host(whole);
    const first = await firstBytes(url, 200_000);
    expect(first.ok && first.value).toEqual(file);
  });
});
