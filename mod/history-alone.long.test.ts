import { describeHistories } from './testing/histories';

/** With those of peers a thousand, some ten minutes on two cores; `FACTOSCOPE_SEED` goes elsewhere. */
describeHistories({ alone: 400, silent: 200, crowded: 150 }, Number(process.env.FACTOSCOPE_SEED ?? 4001));
