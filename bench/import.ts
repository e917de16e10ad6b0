/** A log becomes a map: 10,000 chunks from the file's bytes to a whole map in the store, beside inflating and parsing the same packets. */
import { gzipSync } from 'node:zlib';
import { unzlibSync } from 'fflate';
import { type LineEnvelope, MARKER, type Packet } from '../src/core/packet/schema';
import { median, type Row, row } from './row';
import { kernels } from './worlds/kernels';
import { worldLog } from './worlds/log';
import { imported } from './worlds/read';

const CHUNKS = 10_000;
const TIMES = 5;

export async function run(): Promise<Row[]> {
  const log = worldLog(CHUNKS, 10);
  const module = await kernels();
  const bodies = bodiesOf(log);
  const floor = await median(TIMES, () => parsed(bodies));
  const measured = await median(TIMES, () => imported(log, module));
  const { info } = await imported(log, module);
  const packets = parsed(bodies);
  const told = Object.values(info.packets).reduce((sum, count) => sum + count, 0);
  if (packets !== told) throw new Error(`the floor has ${packets} packets, the import ${told}`);
  const chunks = Object.values(info.chunks).reduce((sum, count) => sum + count, 0);
  const packed = gzipSync(log).length;
  return [
    row(`import of ${chunks} chunks, ${told} packets, until the map is whole`, measured, 'ms', {
      floor,
      against: 'inflating and parsing the same packets',
      ratioAtMost: 3,
    }),
    row('what is stored of them', info.bytes / 1e6, 'MB', { floor: packed / 1e6, against: 'the log, gzipped', ratioAtMost: 3 }),
  ];
}

function bodiesOf(log: Uint8Array): string[] {
  const lines = new TextDecoder().decode(log).split('\n');
  return lines.filter((line) => line.includes(MARKER)).map((line) => line.slice(line.indexOf(MARKER) + MARKER.length));
}

/** The least a map needs of a log: every packet as an object, and every chart's pixels. Nothing is judged and nothing kept. */
function parsed(bodies: readonly string[]): number {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let count = 0;
  for (const body of bodies) {
    const envelope: LineEnvelope = JSON.parse(body[0] === '{' ? body : decoder.decode(unzlibSync(Buffer.from(body, 'base64'))));
    let packets: Packet[];
    if (typeof envelope.d === 'string') {
      parts.push(envelope.d);
      if (parts.length < envelope.part![1]) continue;
      packets = JSON.parse(parts.splice(0).join(''));
    } else packets = envelope.d;
    for (const packet of packets) {
      count += 1;
      if (packet.kind === 'chart' && packet.px !== undefined) unzlibSync(Buffer.from(packet.px, 'base64'));
    }
  }
  return count;
}
