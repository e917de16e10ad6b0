/** Writes mod-settings.dat from a plain description; shares no code with the reader. */
export type Written =
  | { type: 'none' }
  | { type: 'bool'; value: boolean }
  | { type: 'number'; value: number }
  | { type: 'string'; value: string }
  | { type: 'signed' | 'unsigned'; value: bigint }
  | { type: 'list'; value: Written[] }
  | { type: 'dictionary'; value: [string, Written][] };

const TYPES = ['none', 'bool', 'number', 'string', 'list', 'dictionary', 'signed', 'unsigned'];

export function writeSettings(version: [number, number, number, number], tree: Written, flag = true): Uint8Array {
  const head = Buffer.alloc(8);
  for (const [i, part] of version.entries()) head.writeUInt16LE(part, i * 2);
  return Uint8Array.from(Buffer.concat([head, Buffer.alloc(flag ? 1 : 0), written(tree)]));
}

function written(tree: Written): Buffer {
  return Buffer.concat([Buffer.from([TYPES.indexOf(tree.type), 0]), bytesOf(tree)]);
}

function bytesOf(tree: Written): Buffer {
  const eight = Buffer.alloc(8);
  if (tree.type === 'bool') return Buffer.from([tree.value ? 1 : 0]);
  if (tree.type === 'number') eight.writeDoubleLE(tree.value);
  else if (tree.type === 'signed') eight.writeBigInt64LE(tree.value);
  else if (tree.type === 'unsigned') eight.writeBigUInt64LE(tree.value);
  else if (tree.type === 'string') return text(tree.value);
  else if (tree.type === 'list') return elements(tree.value.map((value) => ['', value]));
  else if (tree.type === 'dictionary') return elements(tree.value);
  return tree.type === 'none' ? Buffer.alloc(0) : eight;
}

function elements(list: [string, Written][]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(list.length);
  return Buffer.concat([count, ...list.flatMap(([key, value]) => [text(key), written(value)])]);
}

function text(value: string): Buffer {
  if (value === '') return Buffer.from([1]);
  const bytes = Buffer.from(value, 'utf8');
  if (bytes.length < 255) return Buffer.concat([Buffer.from([0, bytes.length]), bytes]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([Buffer.from([0, 255]), length, bytes]);
}
