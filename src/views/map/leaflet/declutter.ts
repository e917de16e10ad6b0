/** A label on the screen, anchored at its point, in px. */
export interface Label {
  key: string;
  /** Labels of one group may stand for each other: four stops of one name are one sign. */
  group: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Kept whatever it covers. */
  fixed: boolean;
}

/**
 * Which labels to show so that they do not lie on each other, and how many of its group each stands for. Fixed ones come first,
 * then in the order given; a label that is covered by one of its own group is counted there, by another it is left out.
 */
export function declutter(labels: Label[]): Map<string, number> {
  const shown: Label[] = [];
  const counts = new Map<string, number>();
  for (const label of [...labels.filter((one) => one.fixed), ...labels.filter((one) => !one.fixed)]) {
    const under = label.fixed ? undefined : shown.find((other) => overlap(label, other));
    if (under === undefined) {
      shown.push(label);
      counts.set(label.key, 1);
      continue;
    }
    const twin = under.group === label.group ? under : shown.find((other) => other.group === label.group && overlap(label, other));
    if (twin !== undefined) counts.set(twin.key, (counts.get(twin.key) ?? 1) + 1);
  }
  return counts;
}

function overlap(a: Label, b: Label): boolean {
  return Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
}
