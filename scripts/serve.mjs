import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.log': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * What any static host does and no more: files below `base`, no rewrites, no special headers. The site must need nothing else.
 * @param {{ folder: string, base?: string, port?: number, host?: string, strictPort?: boolean }} options
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ folder, base = '/', port = 0, host = '127.0.0.1', strictPort = false }) {
  const prefix = `/${base}/`.replace(/\/+/g, '/');
  const server = createServer((request, response) => {
    /** @param {number} status @param {Record<string, string>} headers */
    const end = (status, headers = {}) => response.writeHead(status, { 'content-length': '0', ...headers }).end();
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, { allow: 'GET, HEAD' });
    let path;
    try {
      path = decodeURIComponent((request.url ?? '/').replace(/[?#].*/, ''));
    } catch {
      return end(400);
    }
    if (path === prefix.slice(0, -1)) return end(302, { location: prefix });
    if (!path.startsWith(prefix) || path.includes('\0')) return end(404);
    const file = resolveFile(folder, path.slice(prefix.length));
    if (file === undefined) return end(404);
    const range = request.method === 'GET' ? rangeOf(request.headers.range, file.size) : undefined;
    if (range === null) return end(416, { 'content-range': `bytes */${file.size}` });
    response.writeHead(range === undefined ? 200 : 206, {
      'content-type': types[extname(file.path)] ?? 'application/octet-stream',
      'content-length': range === undefined ? file.size : range.end - range.start + 1,
      'cache-control': 'no-cache',
      'accept-ranges': 'bytes',
      ...(range === undefined ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${file.size}` }),
    });
    if (request.method === 'HEAD') return response.end();
    createReadStream(file.path, range)
      .on('error', () => response.destroy())
      .pipe(response);
  });
  const used = await listen(server, port, host, strictPort);
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${used}${prefix}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * One range, the end included, as a host must read it; undefined: all of it is wanted (also where what is asked for is several, or none
 * that is understood). null: the file has no such bytes.
 * @param {string | undefined} header
 * @param {number} size
 */
function rangeOf(header, size) {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to));
  if (from !== '' && to !== '' && Number(to) < start) return undefined;
  return start < size && end >= start ? { start, end } : null;
}

/**
 * @param {string} folder
 * @param {string} path
 */
function resolveFile(folder, path) {
  const root = resolve(folder);
  const wanted = resolve(join(root, path));
  if (wanted !== root && !wanted.startsWith(root + sep)) return undefined;
  for (const candidate of [wanted, join(wanted, 'index.html')]) {
    try {
      const stats = statSync(candidate);
      if (stats.isFile()) return { path: candidate, size: stats.size };
    } catch {
      // Not there, below a file, or a name that is none: all the same from outside.
    }
  }
  return undefined;
}

/**
 * Takes the wanted port, or when it is taken one of the next, or any.
 * @param {import('node:http').Server} server
 * @param {number} port
 * @param {string} host
 * @param {boolean} strictPort
 */
async function listen(server, port, host, strictPort) {
  const candidates = strictPort || port === 0 ? [port] : [port, ...Array.from({ length: 9 }, (_, i) => port + i + 1), 0];
  for (const candidate of candidates) {
    try {
      await new Promise((done, fail) => {
        server.once('error', fail);
        server.listen(candidate, host, () => {
          server.off('error', fail);
          done(undefined);
        });
      });
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : candidate;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE' || candidate === candidates.at(-1)) throw error;
    }
  }
  throw new Error('no free port');
}
