import { describeHistories, sharesOf } from './testing/histories';

/** A few; `FACTOSCOPE_RUNS=1000` plays many, `FACTOSCOPE_SEED` goes elsewhere or back. */
const { FACTOSCOPE_RUNS: runs = '2', FACTOSCOPE_SEED: seed = '3' } = process.env;
describeHistories(sharesOf(Number(runs)), Number(seed));
