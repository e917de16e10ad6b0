/** How packets become lines outside the game: JSON in ASCII, packed by fflate. */
import { zlibSync } from 'fflate';
import { encodeBase64 } from '../base64';
import type { LineHost } from '../packet/write';

const encoder = new TextEncoder();
const BEYOND = /[\u007f-\uffff]/g;

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

export const lineHost: LineHost = {
  json: (value) => JSON.stringify(value).replace(BEYOND, escaped),
  pack: (text) => encodeBase64(zlibSync(encoder.encode(text))),
};
