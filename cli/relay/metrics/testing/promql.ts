/** What a query of PromQL asks for, by Prometheus' own grammar. */
import { parser } from '@prometheus-io/lezer-promql';

export interface Asked {
  metric: string;
  matchers: { label: string; operator: string; value: string }[];
  /** The function that a range of it is given to; null: it is asked for as it is. */
  ranged: string | null;
}

export interface Query {
  asked: Asked[];
  /** Labels by which is grouped. */
  grouped: string[];
}

/** Throws when it is no query. */
export function queryOf(text: string): Query {
  const asked: Asked[] = [];
  const grouped: string[] = [];
  const cut = (node: { from: number; to: number }) => text.slice(node.from, node.to);
  const cursor = parser.parse(text).cursor();
  do {
    const { node } = cursor;
    if (node.type.isError) throw new Error(`No PromQL at ${node.from}: ${text}`);
    if (node.name === 'GroupingLabels') grouped.push(...node.getChildren('LabelName').map(cut));
    if (node.name !== 'VectorSelector') continue;
    const name = node.getChild('Identifier');
    if (name === null) throw new Error(`Any metric: ${text}`);
    const rows = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
    const matchers = rows.map((row) => ({
      label: cut(row.getChild('LabelName')!),
      operator: cut(row.getChild('MatchOp')!),
      value: JSON.parse(cut(row.getChild('StringLiteral')!)) as string,
    }));
    let ranged: string | null = null;
    if (node.parent?.name === 'MatrixSelector') {
      const call = node.parent.parent!.name === 'FunctionCallBody' ? node.parent.parent!.parent! : node.parent.parent!;
      ranged = cut(call.getChild('FunctionIdentifier')!);
    }
    asked.push({ metric: cut(name), matchers, ranged });
  } while (cursor.next());
  if (asked.length === 0) throw new Error(`It asks for nothing: ${text}`);
  return { asked, grouped };
}
