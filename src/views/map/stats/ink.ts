/** Colours of lines: so many different ones, then the same again, dashed. */
export const PLOT_INKS = 10;

/** Of the so manieth line that is drawn. */
export const inkOf = (line: number): string => `stats__ink--${(line % PLOT_INKS) + 1} ${line >= PLOT_INKS ? 'is-dashed' : ''}`.trim();
