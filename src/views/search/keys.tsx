import { w } from '../../texts/items';
import { m } from '../../texts/tools';

/** What the keys do, at the foot of the search. */
export function Keys({ items, world }: { items: boolean; world: boolean }) {
  const { keys } = w.search;
  const told: [string[], string][] = [
    [['↑', '↓'], keys.choose],
    [['↵'], keys.open],
    ...(world ? ([[['⇧', '↵'], m.find.show]] as [string[], string][]) : []),
    ...(items
      ? ([
          [['Tab'], keys.filter],
          [['Ctrl', 'P'], keys.pin],
        ] as [string[], string][])
      : []),
    [['Esc'], keys.close],
  ];
  return (
    <div class="pal__foot" aria-hidden="true">
      {told.map(([signs, does]) => (
        <span key={does}>
          {signs.map((sign) => (
            <kbd class="kbd" key={sign}>
              {sign}
            </kbd>
          ))}{' '}
          {does}
        </span>
      ))}
    </div>
  );
}
