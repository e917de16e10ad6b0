import { describeHistories } from './testing/histories';

/** Of several peers and several launches; the others of the thousand are in history-alone. */
/** As in `history-alone.long.test.ts`. */
const times = Number(process.env.FACTOSCOPE_TIMES ?? 1);
describeHistories({ peers: 33 * times, launches: 30 * times }, Number(process.env.FACTOSCOPE_SEED ?? 4002));
