/** As `src/core/live/line-host.ts`, by Node's own zlib, which packs several times as fast. */
import { deflateSync } from 'node:zlib';
import { lineHost as plain } from '../../src/core/live/line-host';
import type { LineHost } from '../../src/core/packet/write';

export const lineHost: LineHost = { json: plain.json, pack: (text) => deflateSync(text).toString('base64') };
