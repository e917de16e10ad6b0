import { describeHistories } from './testing/histories';

/** `FACTOSCOPE_RUNS=1000` for more, `FACTOSCOPE_SEED` to go elsewhere or back. */
const { FACTOSCOPE_RUNS: runs = '60', FACTOSCOPE_SEED: seed = '11' } = process.env;
describeHistories(Number(runs), Number(seed));
