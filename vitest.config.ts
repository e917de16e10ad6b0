import { defineConfig } from 'vitest/config';

const nowhere = ['**/node_modules/**', 'dist/**', 'e2e/**', '.cache/**'];

export default defineConfig({
  test: {
    globalSetup: 'scripts/vitest-setup.mjs',
    // A machine may be slow or busy; no test is about time.
    testTimeout: 120_000,
    // Unless told one core is left alone: of two that is half of them.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'short', include: ['**/*.test.{ts,tsx}'], exclude: [...nowhere, '**/*.long.test.ts'] } },
      // Fuzz, soak, faults: `npm run test:long`.
      { extends: true, test: { name: 'long', include: ['**/*.long.test.ts'], exclude: nowhere, testTimeout: 600_000 } },
    ],
  },
});
