import { isDumpedIcon } from '../../core/no-logs';
import { fail } from '../../core/result';
import type { Format } from '../format';
import { isPng, onePicture } from '../packs/dumped-icons';
import { MAX_FILE } from '../packs/folder';
import { wholeBytes } from '../packs/whole-text';

/** One picture of `--dump-icon-sprites`; folders of them are read in packs/dumped-icons.ts. Another PNG is a picture that says nothing. */
export const dumpedIcon: Format = {
  id: 'dumped-icon',
  label: 'Dumped icon',
  help: {
    drop: 'script-output with its folders item, fluid, recipe …',
    from: 'factorio --dump-icon-sprites',
    map: false,
    history: false,
    items: false,
    icons: true,
  },
  sniff: (head, name) => isPng(head) && isDumpedIcon(name),
  async read(source, sink, signal) {
    const png = await wholeBytes(source, MAX_FILE, signal);
    if (png === null) return sink.problem(fail('file-too-large', 'It is larger than 64 MB: it was left out.', '', source.name).problem);
    onePicture(source.name, png, sink);
    await sink.turn(source.size);
  },
};
