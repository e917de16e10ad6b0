/** `import-heavy.ts <log> <bytes>`: imports a heavy log in this process and prints what that took, as JSON. */
import { Library } from '../../src/core/world/library';
import { readFile } from '../../src/import/read-file';
import { runImport } from '../../src/import/run-import';
import { kernels } from '../kernels';
import { DiskStore } from './disk-store';
import { heavyLogs } from './heavy-logs';

export interface Taken {
  seconds: number;
  packets: number;
  problems: Record<string, number>;
  worlds: number;
  /** The most that was held at once: objects and buffers, rubbish not yet swept included, in MB. */
  heap: number;
  rss: number;
}

const [name, size] = process.argv.slice(2);
const source = heavyLogs[name!]!(Number(size));
const store = new DiskStore();
let heap = 0;
const look = () => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  heap = Math.max(heap, heapUsed + arrayBuffers);
};
const put = store.put.bind(store);
store.put = (batch) => {
  look();
  return put(batch);
};
try {
  const wasm = await kernels();
  const importer = await new Library(store, wasm).importer();
  const start = performance.now();
  const report = await runImport({
    files: [source],
    importer,
    readFile: (file, sink, signal) => readFile(file, sink, signal, wasm.scanLines),
    signal: new AbortController().signal,
    onProgress: look,
  });
  const problems: Record<string, number> = {};
  for (const { code, count = 1 } of report.problems) problems[code] = (problems[code] ?? 0) + count;
  const taken: Taken = {
    seconds: (performance.now() - start) / 1000,
    packets: report.files[0]!.packets,
    problems,
    worlds: report.worlds.length,
    heap: heap / 1e6,
    rss: process.resourceUsage().maxRSS / 1e3,
  };
  console.log(JSON.stringify(taken));
} finally {
  store.close();
}
