/** A map inside of another page. */
export const embed = {
  keys: 'Arrows move, plus and minus zoom, 0 shows everything.',
  out: 'The whole site',
  open: (site: string) => `Open in ${site}`,
  openTip: 'With lists, search, layers and statistics, in a tab of its own',
  nothing: 'There is no map to show here',
  nothingTip: 'This address names no world that can be had from somewhere.',
  reading: 'Reading the world',
};
