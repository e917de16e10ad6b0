import { describeHistories } from './testing/histories';

/** Of several peers and several launches; the others of the thousand are in history-alone. */
describeHistories({ peers: 130, launches: 120 }, Number(process.env.FACTOSCOPE_SEED ?? 4002));
