import { readFileSync } from 'node:fs';
import { fetched } from '../bench/browser/hosted';
import { hostedFile } from '../bench/worlds/hosted';
import { kernels } from '../bench/worlds/kernels';
import { RangeServer } from '../src/store/testing/range-server';
import { expect, test } from './fixtures';

test('of a snapshot of 200 MB the first picture is there after less than 1 MB', async ({ context, baseURL }) => {
  const host = await RangeServer.start(readFileSync(await hostedFile(await kernels())));
  // Else the counter runs ahead of the browser by what the machine's own buffers hold.
  host.bytesPerSecond = 10_000_000 / 8;
  try {
    expect(host.file.length).toBeGreaterThan(200_000_000);
    const got = await fetched(context, baseURL!, host);
    console.log(
      `of ${host.file.length} bytes ${got.first} until the first picture, ${got.whole} in ${got.requests} requests until all of it`,
    );
    expect(got.first).toBeGreaterThan(0);
    expect(got.first).toBeLessThan(1_000_000);
  } finally {
    await host.close();
  }
});
