/**
 * Data stage: all of data.raw as `script-output/factoscope/data-raw-dump.json`, in the form of the game's own `--dump-data`,
 * where a startup setting asks for it. Written prototype by prototype, so no text is longer than one of them; the last type
 * tells how many there were, so that a file cut short is known as one.
 */
import { DUMP } from './setting-names';

type Raw = LuaTable<string, LuaTable<string, object>>;
declare const data: { raw: Raw };
declare const settings: { startup: Record<string, { value: unknown } | undefined> };
declare const helpers: {
  write_file(this: void, name: string, text: string, append?: boolean): void;
  table_to_json(this: void, value: object): string;
};

const FILE = 'factoscope/data-raw-dump.json';
/** Characters written at once. */
const PIECE = 1000000;

function sortedKeys(table_: LuaTable<string, object>): string[] {
  const names: string[] = [];
  for (const [name] of table_) names.push(name);
  return names;
}

/** The game writes tables only: a text goes in as a list of one. */
function quoted(text: string): string {
  return string.sub(helpers.table_to_json([text]), 2, -2);
}

function dump(): void {
  let buffer = '{';
  let count = 0;
  helpers.write_file(FILE, '', false);
  const put = (text: string): void => {
    buffer += text;
    if (buffer.length < PIECE) return;
    helpers.write_file(FILE, buffer, true);
    buffer = '';
  };
  for (const [kind, list] of data.raw) {
    put(`${count === 0 && buffer === '{' ? '' : ','}\n${quoted(kind)}:{`);
    let isFirst = true;
    for (const name of sortedKeys(list)) {
      put(`${isFirst ? '' : ','}\n${quoted(name)}:${helpers.table_to_json(list.get(name)!)}`);
      isFirst = false;
      count += 1;
    }
    put('}');
  }
  put(`${count === 0 ? '' : ','}\n"factoscope-dump":{"end":{"type":"factoscope-dump","name":"end","count":${count}}}}\n`);
  helpers.write_file(FILE, buffer, true);
  log(`Factoscope has written ${count} prototypes to script-output/${FILE}`);
}

if (settings.startup[DUMP.name]?.value === true) dump();
