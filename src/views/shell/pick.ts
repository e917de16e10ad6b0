import type { LazyFiles } from '../../state/client';
import type { Opened } from '../../state/load';
import { collectInput } from '../drop/collect';

type Open = (files: Opened[], leftOut: number, lazy?: LazyFiles) => unknown;

/** Asks the browser for files. The plain input, because pickers of the File System Access API refuse the folders the game lives in. */
export function pickFiles(open: Open): void {
  ask((input) => {
    input.multiple = true;
  }, open);
}

export function pickFolder(open: Open): void {
  ask((input) => {
    input.webkitdirectory = true;
  }, open);
}

function ask(prepare: (input: HTMLInputElement) => void, open: Open) {
  const input = document.createElement('input');
  input.type = 'file';
  input.className = 'vh';
  input.tabIndex = -1;
  prepare(input);
  input.addEventListener('change', async () => {
    const { files, lazy, leftOut } = await collectInput(input.files ?? []);
    input.remove();
    if (files.length + leftOut > 0 || lazy !== null) void open(files, leftOut, lazy ?? undefined);
  });
  input.addEventListener('cancel', () => input.remove());
  // Some browsers forget an input that is not in the page, with what was chosen in it.
  document.body.append(input);
  input.click();
}
