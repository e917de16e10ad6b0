import type { Opened } from '../../state/load';
import type { Collected } from './walk';

const MAX_ADDRESS = 4096;

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
  const { walkEntries } = await import('./walk');
  return await walkEntries(entries, plain);
}

/** The files of an `<input>`; of a chosen folder what is read. */
export async function collectInput(list: Iterable<File>): Promise<Collected> {
  const { sortInput } = await import('./walk');
  return sortInput(list);
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
