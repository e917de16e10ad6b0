import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serve } from './serve.mjs';

/** Sends a path as it is, which no client of Node's own would do, and answers all that came back until the server closed. */
function send(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`));
    let answer = '';
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
    socket.on('error', reject).on('close', () => resolve(answer));
  });
}

test('no path leads out of the folder that is served, and none stops the server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-'));
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site/index.html'), 'page');
  const server = await serve({ folder: join(folder, 'site'), base: '/x/' });
  const port = Number(new URL(server.url).port);

  const part = fc.constantFrom(
    '..',
    '.',
    '/',
    '%2e',
    '%2f',
    '%5c',
    '\\',
    '%00',
    '%',
    '%ff',
    '?',
    '#',
    'secret.txt',
    'site',
    'x',
    'index.html',
    '~',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
      expect(await send(port, `/x/${parts.join('')}`)).not.toMatch(/\r\n\r\nsecret/);
    }),
    { numRuns: 3000 },
  );
  expect(await send(port, '/x/')).toMatch(/\r\n\r\npage$/);
  await server.close();
  rmSync(folder, { recursive: true });
});
