// Loaded into who serves (`node --expose-gc --import`): at SIGUSR2 it says how many bytes are held when nothing is left to collect.
process.on('SIGUSR2', () => {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  process.stderr.write(`\nheld:${heapUsed + external}\n`);
});
