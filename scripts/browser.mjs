import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { main, root, run } from './tools.mjs';

/** Where a Chromium that came as a package was unpacked. */
const folder = join(root, '.cache/browser');
const packaged = '@sparticuz/chromium@153.0.0';

/**
 * The Chromium that the tests drive: the one named in FACTOSCOPE_CHROMIUM, on the PATH, or set up by `setUpBrowser`.
 * @returns {string | undefined}
 */
export function findBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((directory) => names.map((name) => join(directory, name)));
  const noted = join(folder, 'path');
  const candidates = [
    process.env.FACTOSCOPE_CHROMIUM,
    ...onPath,
    '/usr/bin/chromium',
    existsSync(noted) ? readFileSync(noted, 'utf8') : undefined,
  ];
  return candidates.find((path) => path !== undefined && path !== '' && isExecutable(path));
}

/**
 * Finds a Chromium or installs one: Debian's as root, else one that comes whole inside an npm package.
 * @returns {Promise<string>}
 */
export async function setUpBrowser() {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    try {
      await run('apt-get', ['update', '-qq'], { env });
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
      const installed = findBrowser();
      if (installed !== undefined) return installed;
    } catch (error) {
      console.warn(`Debian's Chromium could not be installed, so one from npm is tried: ${error instanceof Error ? error.message : error}`);
    }
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-save', packaged]);
  // It unpacks itself into the folder for temporary files.
  const unpack = `import chromium from '${join(folder, 'node_modules/@sparticuz/chromium/build/index.js')}'; console.log(await chromium.executablePath());`;
  const path =
    (await run(process.execPath, ['--input-type=module', '-e', unpack], { env: { TMPDIR: folder } })).trim().split('\n').at(-1) ?? '';
  if (!isExecutable(path)) throw new Error(`No Chromium. Install one and name it: FACTOSCOPE_CHROMIUM=/path/to/chromium npm test`);
  writeFileSync(join(folder, 'path'), path);
  return path;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

await main(import.meta.url, setUpBrowser);
