import type { Problem } from '../../core/result';
import { format, t } from '../../texts';
import { CopyButton } from './copy-button';
import { Icon } from './icon';

/** More rows than a person reads; the copy has them all. */
const SHOWN = 100;

/** Problems as rows: what it is, where, what was kept and what helps. */
export function Problems({ problems, kept = true }: { problems: Problem[] /** Beside them something was read. */; kept?: boolean }) {
  if (problems.length === 0) return null;
  // What concerns a whole file, or files that are missing, is counted in no lines.
  const lines = problems.reduce((sum, { line, count }) => sum + (line > 0 ? (count ?? 1) : 1), 0);
  return (
    <section class="panel" aria-label={t.problems.title}>
      <div class="panel__head panel__head--wide">
        {t.problems.title} <span class="faint cut">{kept ? t.problems.summary(problems.length, lines) : ''}</span>
        <span class="grow" />
        <CopyButton text={problems.map(asText).join('\n')} label={t.problems.copy} words={t.copy.copy} />
      </div>
      <ul>
        {problems.slice(0, SHOWN).map((problem) => (
          <Row key={`${problem.code} ${problem.file} ${problem.line} ${problem.detail}`} problem={problem} />
        ))}
      </ul>
      {problems.length > SHOWN && <p class="prob faint">{t.problems.more(problems.length - SHOWN)}</p>}
    </section>
  );
}

function Row({ problem }: { problem: Problem }) {
  const harmless = NOTES.has(problem.code) || problem.code.startsWith('not-a-log');
  return (
    <li class="prob">
      <span class={`mark mark--${harmless ? 'note' : 'bad'}`}>
        <Icon name={harmless ? 'info' : 'warn'} />
      </span>
      <div class="prob__what">
        <b class="strong">{problem.detail}</b> <span class="tag mono">{problem.code}</span>{' '}
        {(problem.count ?? 1) > 1 && <span class="tag">{t.problems.times(problem.count ?? 1)}</span>}
      </div>
      <span class="prob__where">{where(problem)}</span>
      {problem.tip !== '' && <p class="prob__tip">{problem.tip}</p>}
    </li>
  );
}

/** An answer and no fault: said plainly. */
const NOTES = new Set(['file-changed', 'icon-missing', 'icons-left', 'line-open', 'log-restarted', 'unknown-format', 'only-zeros']);

function where(problem: Problem): string {
  if (problem.file === '') return '';
  return problem.line > 0 ? `${problem.file}:${format.number(problem.line)}` : `${problem.file} · ${t.problems.wholeFile}`;
}

function asText(problem: Problem): string {
  const place = problem.file === '' ? '' : `${problem.file}${problem.line > 0 ? `:${problem.line}` : ''} `;
  const times = (problem.count ?? 1) > 1 ? ` (× ${problem.count})` : '';
  return `${problem.code} ${place}${problem.detail}${times}${problem.tip === '' ? '' : ` ${problem.tip}`}`;
}
