import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSite } from './build.mjs';
import { install } from './install.mjs';
import { serve } from './serve.mjs';
import { root } from './tools.mjs';

/** `npm start [-- --port 8080] [--base /any/path/] [--host 0.0.0.0]`: installs and builds what is missing, serves the site. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    base: { type: 'string', default: '/' },
    host: { type: 'string', default: '127.0.0.1' },
    'strict-port': { type: 'boolean', default: false },
  },
});

try {
  console.log(`packages: ${await install()}`);
  console.log(`site: ${await buildSite()}`);
  const port = Number(values.port);
  const { url } = await serve({
    folder: join(root, 'dist/site'),
    base: values.base,
    port,
    host: values.host,
    strictPort: values['strict-port'],
  });
  if (port !== 0 && new URL(url).port !== values.port) console.log(`Port ${port} is taken.`);
  console.log(`Factoscope is at ${url}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('\nnpm start failed. A clean start: rm -rf node_modules dist .cache && npm start');
  process.exitCode = 1;
}
