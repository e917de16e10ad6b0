/** `npx tsx mod/sample-pack/draw.ts`: draws the pack's PNGs from the drawings in art/, by Chromium. Needed only after a drawing changed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { decodePng, encodePng } from '../host/png';
import { drawings } from './art';
import { ART, FOLDER } from './options';

const executablePath = process.env.FACTOSCOPE_CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
let total = 0;
for (const { art, file, side, levels } of drawings()) {
  const svg = readFileSync(join(ART, `${art}.svg`), 'utf8');
  const url = await page.evaluate(
    async ({ svg, side, levels }) => {
      const sides = Array.from({ length: levels }, (_, level) => side >> level);
      const canvas = Object.assign(document.createElement('canvas'), { width: sides.reduce((sum, n) => sum + n, 0), height: side });
      const context = canvas.getContext('2d')!;
      let x = 0;
      for (const n of sides) {
        const image = new Image(n, n);
        image.src = `data:image/svg+xml,${encodeURIComponent(svg.replace('<svg ', `<svg width="${n}" height="${n}" `))}`;
        await image.decode();
        context.drawImage(image, x, 0, n, n);
        x += n;
      }
      return canvas.toDataURL('image/png');
    },
    { svg, side, levels },
  );
  // The same pixels without the browser's filters: even areas deflate to two thirds.
  const bytes = encodePng(decodePng(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')));
  const path = join(FOLDER, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  total += bytes.length;
}
await browser.close();
console.log(`${drawings().length} pictures, ${total} bytes`);
