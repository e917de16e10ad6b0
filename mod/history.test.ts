import { describeHistories } from './testing/histories';

// A few; history.long.test.ts plays many.
describeHistories(2, 3);
