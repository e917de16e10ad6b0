import { buildKernels } from './kernels.mjs';

/** The kernels are built before any test reads them, also when the test runner is called by hand. */
export default async function setup() {
  await buildKernels();
}
