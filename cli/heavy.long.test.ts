import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Taken } from './testing/import-heavy';

const script = fileURLToPath(new URL('./testing/import-heavy.ts', import.meta.url));
const run = promisify(execFile);

/** In a process of its own that dies when its objects take more; buffers lie beside them, so that both are counted. */
async function imported(log: string, bytes: number): Promise<Taken> {
  const { stdout } = await run(process.execPath, ['--max-old-space-size=400', '--import', 'tsx', script, log, String(bytes)], {
    timeout: 900_000,
  });
  const taken = JSON.parse(stdout) as Taken;
  console.log(log, taken);
  return taken;
}

describe('imports of heavy logs stay under 400 MB', () => {
  it('2 GB of a server, a fifth of it packets', { timeout: 900_000 }, async () => {
    const { heap, packets, worlds, problems } = await imported('server', 2e9);
    expect(heap).toBeLessThan(400);
    expect(packets).toBeGreaterThan(2_000_000);
    expect(worlds).toBe(1);
    expect(problems).toEqual({});
  });

  it.each([
    ['talk', 100e6, {}],
    ['headless', 200e6, {}],
    ['parts', 500e6, { 'parts-missing': expect.any(Number) }],
    ['broken', 9e6, { 'bad-json': expect.any(Number) }],
    ['one line', 1e9, { 'line-too-long': 1 }],
    ['gzip bomb', 5e9, { 'zip-bomb': 1 }],
  ])('%s, %d bytes', async (log, bytes, expected) => {
    const { heap, problems } = await imported(log, bytes);
    expect(heap).toBeLessThan(400);
    // The end of what is cut at a given length may be any.
    delete problems['bad-json'];
    delete (expected as Record<string, unknown>)['bad-json'];
    expect(problems).toMatchObject(expected);
  });
});
