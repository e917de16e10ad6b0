/** LuaHelpers: `helpers`. Files and datagrams go to the peer that writes them. */

import type { LuaHelpers } from 'factorio:runtime';
import { deflateSync, inflateSync } from 'node:zlib';
import { type L, lua } from '../lua/fengari';
import { jsonToTable, tableToJson } from '../lua/json';
import { GameError, push, read, Thing, toText } from '../lua/values';
import { numberOf, textOf } from './context';
import { compareVersions } from './facts';
import type { Classes } from './members';

export class Helpers extends Thing {
  readonly objectName = 'LuaHelpers';
  constructor(readonly stage: LuaHelpers['stage']) {
    super();
  }
}
/** What a peer has of the outside world. */
export interface Outside {
  /** Below script-output. */
  readonly files: Map<string, string>;
  readonly udp: { port: number; data: string }[];
  /** "Providing 0 will only write to the server's output if present." */
  writesFor(player: unknown): boolean;
  localise(value: unknown): string;
  /** Datagrams that came in; `recv_udp` turns them into events. */
  receive(): void;
}

const bytesAt = (L: L, at: number, what: string): Uint8Array => {
  const bytes = lua.lua_type(L, at) === lua.LUA_TSTRING ? lua.lua_tostring(L, at) : null;
  if (bytes === null) throw new GameError(`${what}: a text was expected`);
  return bytes;
};

export function addHelpers(classes: Classes, outside: Outside): void {
  classes.add<LuaHelpers, Helpers>('LuaHelpers', {
    stage: { get: (h) => h.stage },
    game_version: { get: (_, { version }) => version },
    table_to_json: {
      raw: (L) => {
        push(L, tableToJson(L, 1));
        return 1;
      },
    },
    json_to_table: {
      raw: (L) => {
        jsonToTable(L, toText(bytesAt(L, 1, 'json_to_table')));
        return 1;
      },
    },
    // "Deflates and base64 encodes the given string."
    encode_string: {
      raw: (L) => {
        push(L, deflateSync(bytesAt(L, 1, 'encode_string')).toString('base64'));
        return 1;
      },
    },
    // "Base64 decodes and inflates the given string"; nil where that fails.
    decode_string: {
      raw: (L) => {
        try {
          push(L, new Uint8Array(inflateSync(Buffer.from(toText(bytesAt(L, 1, 'decode_string')), 'base64'))));
        } catch {
          push(L, undefined);
        }
        return 1;
      },
    },
    // "Write a file to the disk in the script-output folder": not given the folder's name itself.
    write_file: {
      raw: (L, { cost }) => {
        const path = textOf(read(L, 1), 'write_file');
        if (path.includes('..') || path.startsWith('/')) throw new GameError('write_file: the path leads out of script-output');
        const data = outside.localise(read(L, 2));
        cost.wrote(data.length);
        if (!outside.writesFor(read(L, 4))) return 0;
        outside.files.set(path, (read(L, 3) === true ? (outside.files.get(path) ?? '') : '') + data);
        return 0;
      },
    },
    remove_path: {
      call: (_, [path]) => {
        for (const name of outside.files.keys()) if (name === path || name.startsWith(`${path}/`)) outside.files.delete(name);
      },
    },
    // "Send data to a udp port on localhost for a specified player."
    send_udp: {
      call: (_, [port, data, player], { cost }) => {
        const text = outside.localise(data);
        cost.wrote(text.length);
        if (outside.writesFor(player)) outside.udp.push({ port: numberOf(port, 'port'), data: text });
      },
    },
    recv_udp: { call: (_, [player]) => (outside.writesFor(player) ? outside.receive() : undefined) },
    compare_versions: { call: (_, [a, b]) => compareVersions(textOf(a, 'version'), textOf(b, 'version')) },
    // "Converts the given direction into the string version of the direction."
    direction_to_string: { call: (_, [direction]) => DIRECTIONS[numberOf(direction, 'direction')] ?? '' },
  });
}
const DIRECTIONS =
  'north northnortheast northeast eastnortheast east eastsoutheast southeast southsoutheast south southsouthwest southwest westsouthwest west westnorthwest northwest northnorthwest'.split(
    ' ',
  );
