/** What a snapshot of 200 MB on another host costs until something is seen of it, in a browser that has never seen it. */
import { readFileSync } from 'node:fs';
import { RangeServer } from '../src/store/testing/range-server';
import { type Fetched, fetched } from './browser/hosted';
import { type Site, withSite } from './browser/site';
import { type Row, row } from './row';
import { hostedFile } from './worlds/hosted';
import { kernels } from './worlds/kernels';

const MEGABYTE = 1_000_000;
/** Bits a second. */
const LINE = 10_000_000;

export async function run(): Promise<Row[]> {
  const host = await RangeServer.start(readFileSync(await hostedFile(await kernels())));
  // Else the counter runs ahead of the browser by what the machine's own buffers hold.
  host.bytesPerSecond = LINE / 8;
  try {
    const size = host.file.length / MEGABYTE;
    const whole = await withSite((site) => opened(site, host));
    const near = await withSite((site) => opened(site, host, '#/map/hosted/nauvis?x=1000&y=1000&z=0'));
    return [
      ...rows(`a hosted snapshot of ${Math.round(size)} MB on a line of 10 Mbit/s, shown whole`, whole),
      ...rows('the same, a link to a place at 1 px a tile', near),
    ];
  } finally {
    await host.close();
  }
}

async function opened(site: Site, host: RangeServer, hash?: string): Promise<Fetched> {
  return await fetched(await site.open(), site.url, host, hash);
}

const rows = (work: string, { first, whole, taken, requests }: Fetched): Row[] => [
  row(`${work}: fetched until the first picture`, first / MEGABYTE, 'MB', { atMost: 1 }),
  row(`${work}: until nothing is under way`, whole / MEGABYTE, 'MB'),
  row(`${work}: requests`, requests, ''),
  row(`${work}: first picture`, taken, 'ms'),
];
