import { useEffect, useRef, useState } from 'preact/hooks';
import type { StoryRow } from '../../../core/world/types';
import { useApp } from '../../app-context';
import { PlayerName } from '../player-name';

/** So many lines at once; of more, the newest. */
const LINES = 4;
/** Longer lines are cut here; whole they stand in the list. */
const LONGEST = 160;
const TICKS_A_SECOND = 60;
/** What is more than this, as it is watched, was a leap. */
const LEAP_S = 1.5;

interface Line {
  key: number;
  row: StoryRow;
}

/** While the film plays, what was just said stands over the map for a moment. The list beside it has it all. */
export function Said() {
  const { time, moment } = useApp().state;
  const [lines, setLines] = useState<Line[]>([]);
  /** Up to where it has been said; null: it does not play. */
  const upTo = useRef<number | null>(null);
  const last = useRef(0);
  const count = useRef(0);
  const plays = time.playing.value;
  const listed = time.listed.value;
  const rows = moment.chat.value?.rows;

  useEffect(() => {
    if (!plays || listed === null) {
      upTo.current = null;
      setLines((now) => (now.length === 0 ? now : []));
      return;
    }
    const before = upTo.current;
    // Whoever went back hears it again; whoever leapt on did not hear what lies between.
    const leapt = before === null || listed < last.current || listed - last.current > time.speed.value * TICKS_A_SECOND * LEAP_S;
    last.current = listed;
    if (leapt) {
      upTo.current = listed;
      return;
    }
    const fresh = (rows ?? []).filter(({ tick }) => tick !== null && tick > before && tick <= listed);
    // The list comes a little after the playhead: what it does not hold yet is said when it comes.
    upTo.current = fresh.at(-1)?.tick ?? before;
    if (fresh.length === 0) return;
    setLines((now) => [...now, ...fresh.slice(-LINES).map((row) => ({ key: count.current++, row }))].slice(-LINES));
  }, [plays, listed, rows]);

  if (lines.length === 0) return null;
  return (
    <ul class="said" aria-hidden="true">
      {lines.map(({ key, row }) => (
        <li key={key} onAnimationEnd={() => setLines((now) => now.filter((one) => one.key !== key))}>
          <PlayerName index={row.player} name={row.name} dot={false} /> {row.text.slice(0, LONGEST)}
        </li>
      ))}
    </ul>
  );
}
