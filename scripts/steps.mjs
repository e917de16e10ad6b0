/** @typedef {{ passed: number, failed: number, skipped?: number, detail?: string }} Tally */

/** What all steps of this run came to. */
export const total = { passed: 0, failed: 0, skipped: 0 };

/**
 * One step: one line with its time, and when it fails what it printed and the command that repeats or mends it. A step counts
 * as one check, unless it is a test runner and answers its own numbers.
 * @param {string} name
 * @param {string} mend
 * @param {() => unknown} work answers a remark for the line or a tally; what it throws is the failure
 * @returns {Promise<boolean>} did it pass
 */
export async function step(name, mend, work) {
  const start = performance.now();
  /** @param {string} mark @param {string} detail */
  const line = (mark, detail) => `${mark} ${name.padEnd(14)} ${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${detail}`;
  try {
    const result = await work();
    if (isTally(result)) {
      total.passed += result.passed;
      total.skipped += result.skipped ?? 0;
      // A runner that found nothing to run has not passed.
      total.failed += result.passed + result.failed === 0 ? 1 : result.failed;
      const good = result.failed === 0 && result.passed > 0;
      console.log(line(good ? '✓' : '✗', `${result.passed} passed${result.failed > 0 ? `, ${result.failed} failed` : ''}`));
      if (!good) explain(result.detail ?? 'no tests were found', mend);
      return good;
    }
    total.passed += 1;
    console.log(line('✓', typeof result === 'string' ? result : ''));
    return true;
  } catch (error) {
    total.failed += 1;
    console.log(line('✗', ''));
    explain(error instanceof Error ? error.message : String(error), mend);
    return false;
  }
}

/** @param {string} output @param {string} mend */
function explain(output, mend) {
  console.log(`${output.trim()}\n→ ${mend}\n`);
}

/**
 * @param {unknown} value
 * @returns {value is Tally}
 */
function isTally(value) {
  return typeof value === 'object' && value !== null && 'passed' in value && 'failed' in value;
}
