/** How far some work is, as a bar and in words. */
export function ProgressBar({ label, done, total, words }: { label: string; done: number; total: number; words: string }) {
  return (
    <div class="stack" role="status">
      <div class="progress" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={done}>
        <i style={{ width: `${total === 0 ? 0 : Math.round((done / total) * 100)}%` }} />
      </div>
      <p class="t-12 dim">{words}</p>
    </div>
  );
}
