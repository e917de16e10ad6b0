import type { Format } from '../format';
import type { Source } from '../source';
import { HEAD } from '../windows';
import { answers, unknown } from './answers';
import { dataRaw } from './data-raw';
import { dumpedIcon } from './dumped-icon';
import { gzip } from './gzip';
import { jsonl } from './jsonl';
import { localeDump } from './locale-dump';
import { log } from './log';
import { cfg, modInfo, modList, modSettings } from './mod-files';
import { zip } from './zip';

/** What is known, in the order it is asked. What is read comes before what only gets an answer. */
export const formats: Format[] = [gzip, zip, jsonl, modList, modSettings, localeDump, dataRaw, dumpedIcon, modInfo, log, cfg, ...answers];

/** By the first bytes; the name only decides between what they leave open. */
export async function detect(source: Source): Promise<Format> {
  const head = await source.slice(0, HEAD);
  return formats.find((format) => format.sniff(head, source.name)) ?? unknown;
}
