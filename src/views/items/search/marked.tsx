/** A text with what was found in it marked. Ranges are in UTF-16 units and may be wrong for another text: what lies outside is left out. */
export function Marked({ text, ranges }: { text: string; ranges: readonly (readonly [from: number, to: number])[] }) {
  const parts: { text: string; on: boolean }[] = [];
  let at = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const [start, end] = [Math.max(at, from), Math.min(text.length, to)];
    if (start >= end) continue;
    if (start > at) parts.push({ text: text.slice(at, start), on: false });
    parts.push({ text: text.slice(start, end), on: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), on: false });
  return (
    <>
      {parts.map((part, nth) => {
        const key = `${nth}`;
        return part.on ? <mark key={key}>{part.text}</mark> : <span key={key}>{part.text}</span>;
      })}
    </>
  );
}
