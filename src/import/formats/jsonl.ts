import type { Format } from '../format';
import { headText } from './head';
import { readLog } from './log';

/** script-output/factoscope/*.jsonl: the envelopes alone, one a line [P10]. */
export const jsonl: Format = {
  id: 'jsonl',
  label: 'Factoscope JSONL',
  help: {
    drop: 'script-output/factoscope/*.jsonl',
    from: 'the Factoscope mod, when it is set to write files',
    map: true,
    history: true,
    items: false,
    icons: false,
  },
  sniff: (head) => /^\s*\{\s*"v"\s*:\s*\d+\s*,\s*"(?:chain|seq|at|part|thin|d)"\s*:/.test(headText(head)?.slice(0, 4000) ?? ''),
  read: (source, sink, signal) => readLog(source, sink, signal, jsonl.label, { bare: true }),
};
