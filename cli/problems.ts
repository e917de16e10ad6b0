import type { Problem } from '../src/core/result';
import type { Io } from './io';

/** A line each. Missing files of icons are left out: whoever draws them says more of them. */
export function sayProblems(problems: readonly Problem[], io: Io): void {
  for (const { code, file, detail, tip } of problems)
    if (code !== 'icon-missing') io.say(`${file === '' ? '' : `${file}: `}${detail} ${tip}`.trim());
}
