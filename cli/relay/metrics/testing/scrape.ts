/** What Prometheus makes of an answer to its question. */
export interface Sample {
  labels: Record<string, string>;
  value: number;
}

export interface Family {
  type: string;
  samples: Sample[];
}

const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\n"])*)"/y;
const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };

/** By name of the metric, those of a histogram under the names of their samples. Throws when a line is none. */
export function scrapeOf(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  const types = new Map<string, string>();
  const seen = new Set<string>();
  if (!text.endsWith('\n')) throw new Error('The last line is not ended');
  for (const line of text.split('\n')) {
    const typed = /^# TYPE (\S+) (\w+)$/.exec(line);
    if (typed) types.set(typed[1]!, typed[2]!);
    if (line === '' || line.startsWith('#')) continue;
    const { name, labels, value } = sampleOf(line);
    const family = families.get(name) ?? {
      type: types.get(name) ?? types.get(name.replace(/_(bucket|sum|count)$/, '')) ?? 'none',
      samples: [],
    };
    const key = name + JSON.stringify(Object.entries(labels).sort());
    if (seen.has(key)) throw new Error(`Told twice: ${line}`);
    seen.add(key);
    family.samples.push({ labels, value });
    families.set(name, family);
  }
  return families;
}

function sampleOf(line: string): Sample & { name: string } {
  const [name = ''] = /^[a-zA-Z_:][\w:]*/.exec(line) ?? [];
  const labels: Record<string, string> = Object.create(null);
  let at = name.length;
  if (line[at] === '{') {
    do {
      at += 1;
      LABEL.lastIndex = at;
      const found = LABEL.exec(line);
      if (!found) break;
      labels[found[1]!] = found[2]!.replaceAll(/\\./g, (pair) => ESCAPES[pair]!);
      at = LABEL.lastIndex;
    } while (line[at] === ',');
    if (line[at] !== '}') throw new Error(`No labels: ${line}`);
    at += 1;
  }
  const value = Number(line.slice(at + 1).replace('Inf', 'Infinity'));
  if (name === '' || line[at] !== ' ' || (Number.isNaN(value) && !line.endsWith(' Nan') && !line.endsWith(' NaN')))
    throw new Error(`No sample: ${line}`);
  return { name, labels, value };
}

/** The values of samples whose labels are at least these. */
export function valuesOf(families: ReadonlyMap<string, Family>, name: string, labels: Record<string, string> = {}): number[] {
  const samples = families.get(name)?.samples ?? [];
  return samples.filter((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value)).map(({ value }) => value);
}
