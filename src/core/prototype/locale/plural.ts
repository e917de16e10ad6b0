/**
 * The first option of `1=a|2,3=b|5-9=c|ends in 12=d|rest=e` that fits a number, as it is written; '' when none does.
 * Source: wiki.factorio.com/Tutorial:Localisation, "Plurals".
 */
export function choosePlural(options: string, value: string): string {
  const number = value.trim();
  for (const option of options.split('|')) {
    const equals = option.indexOf('=');
    if (equals < 0) continue;
    const fits = option
      .slice(0, equals)
      .split(',')
      // "ends in 1,2" means both end.
      .reduce<{ ends: boolean; fits: boolean }>(
        (state, part) => {
          const ends = state.ends || /^\s*ends in\b/.test(part);
          return { ends, fits: state.fits || patternFits(part.replace(/^\s*ends in\b/, '').trim(), number, ends) };
        },
        { ends: false, fits: false },
      ).fits;
    if (fits) return option.slice(equals + 1);
  }
  return '';
}

function patternFits(pattern: string, number: string, ends: boolean): boolean {
  if (pattern === 'rest') return true;
  const range = /^(\d{1,9})-(\d{1,9})$/.exec(pattern);
  if (range) {
    const [, low = '', high = ''] = range;
    const tail = ends ? number.slice(-high.length) : number;
    return /^\d+$/.test(tail) && Number(tail) >= Number(low) && Number(tail) <= Number(high);
  }
  if (pattern === '') return false;
  return ends
    ? number.endsWith(pattern)
    : number === pattern || (/^\d+$/.test(pattern) && number !== '' && Number(number) === Number(pattern));
}
