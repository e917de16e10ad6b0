/** mod-settings.dat: the game's version, then a tree of properties. Layout: https://wiki.factorio.com/Property_tree */
enum Type {
  Bool = 1,
  Number = 2,
  Text = 3,
  Dictionary = 5,
}
type Setting = boolean | number | string;

export function settingsFile(
  version: string,
  settings: Record<'startup' | 'runtime-global' | 'runtime-per-user', Record<string, Setting>>,
): Uint8Array {
  const head = Buffer.alloc(9);
  for (const [i, part] of version.split('.').entries()) head.writeUInt16LE(Number(part), i * 2);
  const scopes = Object.entries(settings).map(
    ([scope, values]) =>
      [scope, dictionary(Object.entries(values).map(([name, value]) => [name, dictionary([['value', plain(value)]])]))] as const,
  );
  return Buffer.concat([head, dictionary(scopes)]);
}

/** A byte says the type, another one nothing that matters here. */
const node = (type: Type, ...body: Uint8Array[]): Buffer => Buffer.concat([Buffer.from([type, 0]), ...body]);

function plain(value: Setting): Buffer {
  if (typeof value === 'boolean') return node(Type.Bool, Buffer.from([value ? 1 : 0]));
  if (typeof value === 'string') return node(Type.Text, text(value));
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return node(Type.Number, bytes);
}

function dictionary(entries: readonly (readonly [string, Uint8Array])[]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(entries.length);
  return node(Type.Dictionary, count, ...entries.flatMap(([key, value]) => [text(key), value]));
}

/** One byte says whether there is nothing; then the length in one byte, or in four after a 255. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  if (bytes.length === 0) return Buffer.from([1]);
  if (bytes.length < 255) return Buffer.concat([Buffer.from([0, bytes.length]), bytes]);
  const long = Buffer.from([0, 255, 0, 0, 0, 0]);
  long.writeUInt32LE(bytes.length, 2);
  return Buffer.concat([long, bytes]);
}
