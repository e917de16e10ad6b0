import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from './serve.mjs';

let folder: string;
let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  mkdirSync(join(folder, 'site/sub'), { recursive: true });
  writeFileSync(join(folder, 'site/index.html'), 'page');
  writeFileSync(join(folder, 'site/a b.wasm'), 'wasm');
  server = await serve({ folder: join(folder, 'site'), base: 'any/path' });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** fetch tidies paths up before it asks, so the bare request is used. */
function ask(
  path: string,
  method = 'GET',
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string | undefined; location: string | undefined; range: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.url);
    request({ port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'],
          location: response.headers.location,
          range: response.headers['content-range'],
          body,
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('files below the base, and the page for the folder itself', async () => {
  expect(server.url).toMatch(/^http:\/\/localhost:\d+\/any\/path\/$/);
  expect(await ask('/any/path/')).toMatchObject({ status: 200, type: 'text/html; charset=utf-8', body: 'page' });
  expect(await ask('/any/path/?log=x')).toMatchObject({ status: 200, body: 'page' });
  expect(await ask('/any/path/a%20b.wasm')).toMatchObject({ status: 200, type: 'application/wasm', body: 'wasm' });
  expect(await ask('/any/path/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  expect(await ask('/any/path')).toMatchObject({ status: 302, location: '/any/path/' });
});

test.each([
  '/',
  '/any/pathology/',
  '/any/path/missing',
  '/any/path/sub/',
  '/any/path/../../secret.txt',
  '/any/path/../secret.txt',
  '/any/path/%2e%2e/secret.txt',
  '/any/path/..%2fsecret.txt',
  '/any/path//../secret.txt',
  '/any/path/%00',
  '/any/path/%',
])('%s is no file of the site', async (path) => {
  const { status, body } = await ask(path);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(body).toBe('');
});

test.each([
  ['bytes=1-2', 206, 'as', 'bytes 1-2/4'],
  ['bytes=2-', 206, 'sm', 'bytes 2-3/4'],
  ['bytes=-3', 206, 'asm', 'bytes 1-3/4'],
  ['bytes=0-99', 206, 'wasm', 'bytes 0-3/4'],
  ['bytes=4-9', 416, '', 'bytes */4'],
  ['bytes=-0', 416, '', 'bytes */4'],
  ['bytes=3-1', 200, 'wasm', undefined],
  ['bytes=0-0,2-2', 200, 'wasm', undefined],
  ['lines=0-1', 200, 'wasm', undefined],
])('of a file the part that is asked for: %s', async (range, status, body, told) => {
  expect(await ask('/any/path/a%20b.wasm', 'GET', { range })).toMatchObject({ status, body, range: told });
});

test('nothing can be sent to it', async () => {
  expect(await ask('/any/path/', 'POST')).toMatchObject({ status: 405 });
});

test('a taken port leads to the next free one, unless it must be that one', async () => {
  const port = Number(new URL(server.url).port);
  const other = await serve({ folder, port });
  expect(Number(new URL(other.url).port)).not.toBe(port);
  await other.close();
  await expect(serve({ folder, port, strictPort: true })).rejects.toThrow(/EADDRINUSE/);
});
