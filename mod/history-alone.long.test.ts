import { describeHistories } from './testing/histories';

/** With those of peers a thousand, some ten minutes on two cores; `FACTOSCOPE_SEED` goes elsewhere. */
/** A quarter of a thousand with its neighbour; `FACTOSCOPE_TIMES=4` plays a thousand. */
const times = Number(process.env.FACTOSCOPE_TIMES ?? 1);
describeHistories({ alone: 100 * times, silent: 50 * times, crowded: 38 * times }, Number(process.env.FACTOSCOPE_SEED ?? 4001));
