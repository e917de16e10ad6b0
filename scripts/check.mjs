import { install } from './install.mjs';
import { step, total } from './steps.mjs';
import { main, run } from './tools.mjs';

/** Types, import rules, lint, unused code: what can be told without running anything. All four at once. */
export async function check() {
  const bin = (/** @type {string} */ path, /** @type {string[]} */ ...args) =>
    run(process.execPath, [`node_modules/${path}`, ...args], { env: { NO_COLOR: '1' } });
  await Promise.all([
    step('types', 'node scripts/types.mjs', () => bin('../scripts/types.mjs')),
    step('import rules', 'node scripts/rules.mjs', () => bin('../scripts/rules.mjs')),
    step(
      'lint',
      'npm run format (mends what it can), npx biome ci',
      async () => void (await bin('@biomejs/biome/bin/biome', 'ci', '--colors=off')),
    ),
    step('unused', 'npx knip', async () => void (await bin('knip/bin/knip.js', '--no-progress'))),
  ]);
}

await main(import.meta.url, async () => {
  await step('packages', 'npm ci', install);
  await check();
  if (total.failed > 0) process.exitCode = 1;
});
