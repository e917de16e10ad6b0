import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './tools.mjs';

/**
 * Installs the packages when they are missing or another version than the lock file's. npm's own record of what it installed
 * is compared, so that nothing is done for folders that are right.
 * @returns {Promise<string>}
 */
export async function install() {
  if (isInstalled()) return 'up to date';
  const options = ['--include=dev', '--no-audit', '--no-fund'];
  try {
    await run('npm', ['ci', ...options]);
  } catch {
    // Some versions of npm refuse a lock file for optional packages of other platforms. The same versions come this way.
    await run('npm', ['install', '--no-save', ...options]);
  }
  return 'installed';
}

function isInstalled() {
  try {
    const wanted = packages('package-lock.json');
    const found = packages('node_modules/.package-lock.json');
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || found[path]?.version === version || (optional && !found[path]),
    );
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packages(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
}
