import { isContainer, openContainer, readBlocks } from '../../core/pack/container';
import { fail, isProblem, type Problem } from '../../core/result';
import { holdsWorld, openSnapshot } from '../../core/world/snapshot/blocks';
import type { Format, Sink } from '../format';
import { isBrowserExport, readBrowserExport } from '../packs/browser-export';
import { modRoots, partsOf } from '../packs/parts';
import { zipFolder } from '../packs/zip-folder';
import { bytesSource, type Source } from '../source';
import { HEAD } from '../windows';
import { entrySource, openZip, storedSource, type ZipEntry } from '../zip';
import { answerProblem } from './answers';
import { dataRaw } from './data-raw';
import { gzip } from './gzip';
import { startsWith } from './head';
import { jsonl } from './jsonl';
import { localeDump } from './locale-dump';
import { log } from './log';
import { cfg, modList, modSettings } from './mod-files';

/** A zip in a zip must be had as a whole, for its directory stands at its end. */
const MAX_INNER_ZIP = 64 * 1024 * 1024;
/** So many files are opened; a zip with more is no collection of logs. */
const MAX_FILES = 10_000;
/** What in a zip is read as if it had been dropped by itself. */
const INSIDE: readonly Format[] = [gzip, jsonl, modList, modSettings, localeDump, dataRaw, cfg, log];
/** Known by name to be nothing of this; their heads need not be inflated. */
const NOTHING = /\.(?:png|jpe?g|webp|gif|ogg|wav|ttf|lua|md|html?|css|js|svg)$/i;

/** A save has its level at the top or in its one folder; a mod may carry scenarios deeper. */
const isSave = (entries: ZipEntry[]) =>
  entries.some(({ name }) => /^(?:[^/]+\/)?(?:level\.dat\d*|level-init\.dat|level\.datmetadata)$/.test(name));

export const zip: Format = {
  id: 'zip',
  label: 'zip',
  help: {
    drop: '*.zip of anything that is read; a pack of Factoscope’s; an export of the Factorio Item Browser',
    from: 'anybody',
    map: true,
    history: true,
    items: true,
    icons: true,
  },
  sniff: (head) => startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6),
  async read(source, sink, signal) {
    if (isContainer(await source.slice(0, HEAD))) return await readSnapshot(source, sink, signal);
    const opened = await openZip(source);
    if (!opened.ok) return sink.problem({ ...opened.problem, file: source.name });
    const { entries, problems } = opened.value;
    for (const problem of problems) sink.problem({ ...problem, file: source.name });
    if (isSave(entries)) return sink.problem(answerProblem('save', source.name));
    if (isBrowserExport(entries)) {
      sink.found?.('Item Browser export');
      return await readBrowserExport(source, entries, sink, signal);
    }
    const found = await readMods(source, entries, sink, signal);
    await readOthers(source, found.rest, found.parts, problems.length > 0, sink, signal);
  },
};

async function readSnapshot(source: Source, sink: Sink, signal: AbortSignal): Promise<void> {
  const report = (problem: Problem): void => sink.problem({ ...problem, file: source.name });
  const container = await openContainer(source);
  if (!container.ok) return report(container.problem);
  const hasWorld = holdsWorld(container.value);
  if (container.value.blocks.has('pack/head') || !hasWorld) {
    const blocks = await readBlocks(source, container.value, (path) => path.startsWith('pack/'), signal);
    if (!blocks.ok) return report(blocks.problem);
    sink.found?.('Pack');
    sink.pack.snapshot(blocks.value, source.name);
  }
  if (hasWorld) {
    const world = await openSnapshot(source, container.value);
    if (!world.ok) return report(world.problem);
    sink.found?.('World');
    try {
      await sink.world?.(world.value);
    } catch (error) {
      // A damaged block is the file's fault; anything else is told by those whose it is.
      if (!isProblem(error)) throw error;
      report(error);
    }
  }
  await sink.turn(source.size);
}

/** The mods and the dumped icons in it, of which only what is needed is unpacked; the entries that belong to none of them. */
async function readMods(
  source: Source,
  entries: ZipEntry[],
  sink: Sink,
  signal: AbortSignal,
): Promise<{ rest: ZipEntry[]; parts: number }> {
  const folder = zipFolder(source, entries, (problem) => sink.problem(problem));
  const roots = modRoots(folder.paths);
  const parts = partsOf(folder, roots.length === 1 ? { from: source.name, alone: true } : { from: `${source.name}/`, alone: false });
  const taken = new Set<string>();
  let read = 0;
  for (const part of parts) {
    // What turns out to be no mod is looked at as anything else is.
    if (!(await part.read(sink, signal)).read) continue;
    read++;
    sink.found?.(part.format);
    for (const path of part.paths) taken.add(path);
  }
  return { rest: entries.filter(({ name }) => !taken.has(name)), parts: read };
}

async function readOthers(
  source: Source,
  entries: ZipEntry[],
  parts: number,
  faulty: boolean,
  sink: Sink,
  signal: AbortSignal,
): Promise<void> {
  const wanted = parts > 0 ? entries.filter(({ name }) => !NOTHING.test(name)) : entries;
  if (wanted.length > MAX_FILES) {
    const detail = `It holds ${wanted.length.toLocaleString('en')} files, of which the first ${MAX_FILES.toLocaleString('en')} are read.`;
    sink.problem({ code: 'zip-too-many', file: source.name, line: 0, detail, tip: 'Unpack it and drop the folder in parts.' });
  }
  let read = 0;
  for (const entry of wanted.slice(0, MAX_FILES)) {
    signal.throwIfAborted();
    if (await readEntry(source, entry, sink, signal)) read++;
  }
  if (read > 0 || parts > 0 || faulty || wanted.length > MAX_FILES) return;
  const names = entries.slice(0, 3).map(({ name }) => `"${name.slice(0, 80)}"`);
  const inside =
    names.length === 0 ? 'It is empty.' : `In it: ${names.join(', ')}${entries.length > 3 ? ` and ${entries.length - 3} more` : ''}.`;
  const answer = answerProblem('zip-without-log', source.name);
  sink.problem({ ...answer, detail: `${answer.detail} ${inside}` });
}

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
    const stored = await storedSource(source, entry, name);
    if (stored !== null) await sink.nested(stored);
    else if (entry.size > MAX_INNER_ZIP)
      report(fail('zip-too-large', 'A packed zip in a zip is read up to 64 MB.', 'Unpack the outer one.').problem);
    else await sink.nested(bytesSource(name, await inner.slice(0, entry.size)));
    return true;
  }
  if (!INSIDE.some((format) => format.sniff(head, name))) return false;
  await sink.nested(inner);
  return true;
}
