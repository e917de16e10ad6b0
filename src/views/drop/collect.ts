import { NO_LOG, NO_LOGS } from '../../core/no-logs';
import type { Opened } from '../../state/load';

/** Deeper or more than this is no folder of logs. */
const MAX_DEPTH = 12;
const MAX_FILES = 5000;
const MAX_VISITED = 100_000;
const MAX_ADDRESS = 4096;

export interface Collected {
  files: Opened[];
  /** Files in dropped folders that cannot be logs, or too many. */
  leftOut: number;
}

interface Visit {
  files: Opened[];
  leftOut: number;
  visited: number;
}

/**
 * The files of a drop or paste, folders walked through. Must be called within the event: entries are only there until it is
 * over. Where there are no entries (a drop made by a script, some browsers) the plain files are taken.
 */
export async function collectDrop(transfer: DataTransfer): Promise<Collected> {
  const entries: FileSystemEntry[] = [];
  const plain: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.() ?? null;
    const file = entry === null ? item.getAsFile() : null;
    if (entry !== null) entries.push(entry);
    else if (file !== null) plain.push(file);
  }
  if (entries.length === 0 && plain.length === 0) plain.push(...transfer.files);
  const visit: Visit = { files: [], leftOut: 0, visited: 0 };
  for (const file of plain) visit.files.push({ name: file.name, file });
  for (const entry of entries) await walk(entry, '', 0, visit);
  return { files: unique(visit.files), leftOut: visit.leftOut };
}

/** The files of an `<input>`; of a chosen folder what can be a log. */
export function collectInput(list: FileList | File[]): Collected {
  const visit: Visit = { files: [], leftOut: 0, visited: 0 };
  for (const file of list) {
    const path = file.webkitRelativePath === undefined || file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;
    const folders = path.split('/').slice(0, -1);
    const inFolder = folders.length > 0;
    if (inFolder && (NO_LOG.test(path) || folders.slice(1).some((name) => NO_LOGS.has(name)) || visit.files.length >= MAX_FILES))
      visit.leftOut += 1;
    else visit.files.push({ name: path, file });
  }
  return { files: unique(visit.files), leftOut: visit.leftOut };
}

export type Pasted = { file: Opened } | { address: string } | null;

/** What was pasted: an address to fetch, or a file like any other, known by what is in it. null: nothing. */
export function pasted(text: string): Pasted {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (trimmed.length <= MAX_ADDRESS && /^https?:\/\/\S+$/i.test(trimmed)) return { address: trimmed };
  const name = 'Pasted text';
  return { file: { name, file: new File([text], name, { type: 'text/plain' }) } };
}

async function walk(entry: FileSystemEntry, path: string, depth: number, visit: Visit): Promise<void> {
  visit.visited += 1;
  const name = path === '' ? entry.name : `${path}/${entry.name}`;
  if (visit.visited > MAX_VISITED || depth > MAX_DEPTH) {
    visit.leftOut += 1;
    return;
  }
  if (entry.isFile) {
    if (depth > 0 && (NO_LOG.test(entry.name) || visit.files.length >= MAX_FILES)) {
      visit.leftOut += 1;
      return;
    }
    const file = await fileOf(entry as FileSystemFileEntry);
    if (file === null) visit.leftOut += 1;
    else visit.files.push({ name, file, entry: entry as FileSystemFileEntry });
    return;
  }
  if (depth > 0 && NO_LOGS.has(entry.name)) {
    visit.leftOut += 1;
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // Answers about a hundred at a time, and nothing when there are no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return;
    for (const child of some) await walk(child, name, depth + 1, visit);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

/** Two files of one name in one drop would be taken for the same. */
function unique(files: Opened[]): Opened[] {
  const seen = new Map<string, number>();
  return files.map((one) => {
    const times = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, times);
    return times === 1 ? one : { ...one, name: `${one.name} (${times})` };
  });
}
