/** The world that comes with the site (`mod/sample/`), and the id that the mod gave it. */
export const SAMPLE = './sample/Nordhafen.log.gz';
export const SAMPLE_WORLD = '00000007b65405a6';
