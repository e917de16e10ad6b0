import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const FILE_LIST = 'files.json';

/** What the built page may load and reach. In a meta element, because static hosts cannot send headers. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self' https: wss: http://localhost:* ws://localhost:*",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * Puts the policy first into the head of the built page. Not while developing: the dev server's own scripts are inline.
 * @returns {import('vite').Plugin}
 */
export function contentSecurityPolicy() {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
    ],
  };
}

/**
 * Builds the service worker as one classic script at a fixed name, after the rest, with the list of what the rest is.
 * That list is all that Workbox's own build tools would add.
 * @param {string} entry
 * @returns {import('vite').Plugin}
 */
export function serviceWorker(entry) {
  /** @type {import('vite').ResolvedConfig} */
  let config;
  let failed = false;
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    buildEnd(error) {
      failed = error !== undefined;
    },
    async closeBundle() {
      if (failed) return;
      const site = resolve(config.root, config.build.outDir);
      // For whoever takes the site along (`src/core/site`): its own name and the service worker's belong to it.
      writeFileSync(join(site, FILE_LIST), JSON.stringify([...files(site).filter((url) => !url.endsWith('.map')), FILE_LIST, 'sw.js']));
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: {
          'self.__WB_MANIFEST': JSON.stringify(precacheManifest(site)),
          'self.__SAMPLES': JSON.stringify(files(site).filter((url) => url.startsWith('sample/'))),
        },
        build: {
          outDir: site,
          emptyOutDir: false,
          target: config.build.target,
          reportCompressedSize: false,
          rolldownOptions: { input: resolve(config.root, entry), output: { format: 'iife', entryFileNames: 'sw.js' } },
        },
      });
    },
  };
}

/**
 * Addresses of all files below the site, sorted.
 * @param {string} site
 */
const files = (site) =>
  readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(site.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();

/** What is fetched when somebody asks for it: samples, and the pictures that only a browser's question about installing shows. */
const ASKED_FOR = /^(?:sample|screenshots)\//;

/**
 * All files of the site but those that are fetched when asked for. Files with a hash in the name never change; the others are known
 * by a hash of what is in them.
 * @param {string} site
 * @returns {{ url: string, revision: string | null }[]}
 */
function precacheManifest(site) {
  return files(site)
    .filter((url) => url !== 'sw.js' && !url.endsWith('.map') && !ASKED_FOR.test(url))
    .map((url) => ({
      url,
      revision: /^assets\/.*-[\w-]{8}\.\w+$/.test(url)
        ? null
        : createHash('sha256')
            .update(readFileSync(join(site, url)))
            .digest('hex')
            .slice(0, 16),
    }));
}
