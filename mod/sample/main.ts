/** `npm run sample`: writes the shipped sample, its lines made by the mod's own code in Lua. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LuaGame } from '../host/lua-game';
import { generate } from './generate';
import { SAMPLE, SAMPLE_FILE } from './options';

const lines: string[] = [];
generate({ ...SAMPLE, surfaces: [...SAMPLE.surfaces], emitter: new LuaGame(), onLine: (line) => lines.push(line) });
const bytes = gzipSync(`${lines.join('\n')}\n`, { level: 9 });
mkdirSync(dirname(SAMPLE_FILE), { recursive: true });
writeFileSync(SAMPLE_FILE, bytes);
console.log(`${SAMPLE_FILE}: ${lines.length} lines, ${bytes.length} bytes`);
