/** What a person should know of a world's history: what is missing of it, and what nothing holds together. */
import { fail, type Problem } from '../result';
import type { Layout } from './layout';

/** Rows a world; what is beyond is told in one. */
const MOST = 20;

export function historyProblems({ branches, gaps }: Layout): Problem[] {
  const rows = [...gaps]
    .sort((a, b) => b.lines - a.lines)
    .slice(0, MOST)
    .map(({ ticks, lines }) => {
      const detail = `${lines.toLocaleString('en')} ${lines === 1 ? 'line is' : 'lines are'} missing between ${played(ticks[0])} and ${played(ticks[1])} of play (ticks ${ticks[0]} to ${ticks[1]}).`;
      return fail(
        'lines-missing',
        detail,
        'If you have the log of that time (rotated, or from another player), drop it and the gap closes.',
      ).problem;
    });
  if (gaps.length > MOST) {
    const detail = `${(gaps.length - MOST).toLocaleString('en')} smaller gaps are in this world’s history too.`;
    rows.push(fail('lines-missing', detail, 'A log of the same game that is more complete closes them.').problem);
  }
  const unlinked = branches.filter((branch) => branch.unlinked).length;
  if (unlinked > 0) {
    const detail = `These logs name the same world, but nothing links ${unlinked === 1 ? 'one of them' : `${unlinked} of them`} to the others: they are shown as histories of their own.`;
    rows.push(fail('unlinked', detail, 'A log of the time in between would tell how they belong together.').problem);
  }
  return rows;
}

function played(tick: number): string {
  const seconds = Math.floor(tick / 60);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
