import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { forbidden, options } from '../.dependency-cruiser.mjs';
import { main, root } from './tools.mjs';

const folders = ['src', 'workers', 'cli', 'mod', 'e2e', 'bench', 'scripts'];

/**
 * Checks the import rules below `base` and answers how many modules were seen and each violation as a line.
 * @param {string} base
 */
export async function checkRules(base) {
  const from = folders.filter((folder) => existsSync(join(base, folder)));
  const { output } = await cruise(from, { ...options, baseDir: base, ruleSet: { forbidden }, validate: true });
  if (typeof output === 'string') throw new Error(output);
  const { totalCruised, violations } = output.summary;
  const lines = violations.map(
    ({ rule, from, to, cycle }) => `${rule.name}: ${from} → ${cycle?.map(({ name }) => name).join(' → ') ?? to}`,
  );
  return { modules: totalCruised, lines };
}

/** The check of this repository. Fewer modules than there must be means that the checker is blind, and is a failure too. */
export async function checkRepository() {
  const { modules, lines } = await checkRules(root);
  if (modules < 20) throw new Error(`only ${modules} modules seen: the import rules were not checked`);
  if (lines.length > 0) throw new Error(lines.join('\n'));
  return `${modules} modules`;
}

await main(import.meta.url, checkRepository);
