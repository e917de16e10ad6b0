import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { setUpBrowser } from './browser.mjs';
import { root } from './tools.mjs';

/** Draws the PNG icons of the manifest from public/icon.svg. To be run by hand when that changes. */
const browser = await chromium.launch({ executablePath: await setUpBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
const svg = readFileSync(join(root, 'public/icon.svg'), 'utf8');
for (const { name, size, part, ground } of [
  { name: 'icon-192.png', size: 192, part: 1, ground: 'transparent' },
  { name: 'icon-512.png', size: 512, part: 1, ground: 'transparent' },
  // A mask may cut off all but a circle of four fifths.
  { name: 'icon-maskable.png', size: 512, part: 0.66, ground: '#191919' },
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${ground} } svg { width: ${part * 100}% }</style>${svg}`,
  );
  await page.screenshot({ path: join(root, 'public', name), omitBackground: true });
  await page.close();
}
await browser.close();
