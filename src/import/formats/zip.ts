import type { Format, Sink } from '../format';
import { bytesSource, type Source } from '../source';
import { HEAD } from '../windows';
import { entrySource, openZip, type ZipEntry } from '../zip';
import { answerProblem } from './answers';
import { gzip } from './gzip';
import { startsWith } from './head';
import { jsonl } from './jsonl';
import { log } from './log';

/** A zip in a zip must be had as a whole, for its directory stands at its end. */
const MAX_INNER_ZIP = 64 * 1024 * 1024;
/** So many files are opened; a zip with more is no collection of logs. */
const MAX_FILES = 10_000;

const isSave = (entries: ZipEntry[]) =>
  entries.some(({ name }) => /(^|\/)(?:level\.dat\d*|level-init\.dat|level\.datmetadata)$/.test(name));
const isMod = (entries: ZipEntry[]) => entries.some(({ name }) => /^[^/]+\/info\.json$/.test(name));

export const zip: Format = {
  id: 'zip',
  label: 'zip',
  help: { drop: '*.zip of logs', from: 'anybody', map: true, history: true, items: false, icons: false },
  sniff: (head) => startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6),
  async read(source, sink, signal) {
    const opened = await openZip(source);
    if (!opened.ok) return sink.problem({ ...opened.problem, file: source.name });
    const { entries, problems } = opened.value;
    for (const problem of problems) sink.problem({ ...problem, file: source.name });
    if (isSave(entries)) return sink.problem(answerProblem('save', source.name));
    if (isMod(entries)) return sink.problem(answerProblem('mod', source.name));
    if (entries.length > MAX_FILES) {
      const detail = `It holds ${entries.length.toLocaleString('en')} files, of which the first ${MAX_FILES.toLocaleString('en')} are read.`;
      sink.problem({ code: 'zip-too-many', file: source.name, line: 0, detail, tip: 'Unpack it and drop the folder in parts.' });
    }
    let read = 0;
    for (const entry of entries.slice(0, MAX_FILES)) {
      signal.throwIfAborted();
      if (await readEntry(source, entry, sink, signal)) read++;
    }
    if (read === 0 && problems.length === 0 && entries.length <= MAX_FILES) {
      const names = entries.slice(0, 3).map(({ name }) => `"${name.slice(0, 80)}"`);
      const inside =
        names.length === 0 ? 'It is empty.' : `In it: ${names.join(', ')}${entries.length > 3 ? ` and ${entries.length - 3} more` : ''}.`;
      sink.problem({ ...answerProblem('zip-without-log', source.name), detail: `There is no log in this zip. ${inside}` });
    }
  },
};

/** False: it is nothing that is read. */
async function readEntry(source: Source, entry: ZipEntry, sink: Sink, signal: AbortSignal): Promise<boolean> {
  const name = `${source.name}/${entry.name}`;
  const report = (problem: Parameters<Sink['problem']>[0]) => sink.problem({ ...problem, file: name });
  const inner = { ...entrySource(source, entry, report), name };
  if (entry.encrypted || (entry.method !== 0 && entry.method !== 8)) {
    // Streaming it says what is the matter.
    for await (const _ of inner.stream!(signal)) break;
    return true;
  }
  const head = await inner.slice(0, HEAD);
  if (zip.sniff(head, name)) {
    if (entry.size > MAX_INNER_ZIP) {
      report({ code: 'zip-too-large', file: name, line: 0, detail: 'A zip in a zip is read up to 64 MB.', tip: 'Unpack the outer one.' });
      return true;
    }
    await sink.nested(bytesSource(name, await inner.slice(0, entry.size)));
    return true;
  }
  if (![jsonl, log, gzip].some((format) => format.sniff(head, name))) return false;
  await sink.nested(inner);
  return true;
}
