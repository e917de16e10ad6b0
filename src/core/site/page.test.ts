import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageOf, relayPageOf, revisionOf, type SitePage, workerOf } from './page';

const BUILT = `<!doctype html>
<html lang="en">
  <head>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <meta name="description" content="Drop a log." />
    <title>Factoscope</title>
  </head>
  <body></body>
</html>
`;
const plain: SitePage = { title: 'Nordhafen', description: 'A world.', address: 'https://example.org/nord', preview: true, holds: 'world' };
const attributes = (html: string) =>
  [...html.matchAll(/<meta (?:name|property)="([^"]*)" content="([^"]*)" ?\/?>/g)].map(([, name, content]) => [name, content]);

it('has its world, its title and its picture in its head', () => {
  const page = pageOf(BUILT, { ...plain, address: 'https://example.org/nord/' })!;
  expect(page).toContain('<title>Nordhafen</title>');
  expect(page.startsWith(BUILT.slice(0, BUILT.indexOf('    <meta name="desc')))).toBe(true);
  expect(page.endsWith('  </head>\n  <body></body>\n</html>\n')).toBe(true);
  expect(Object.fromEntries(attributes(page))).toEqual({
    description: 'A world.',
    'factoscope-snapshot': 'world.zip',
    'og:type': 'website',
    'og:title': 'Nordhafen',
    'og:description': 'A world.',
    'og:url': 'https://example.org/nord/',
    'og:image': 'https://example.org/nord/preview.png',
    'og:image:width': '1200',
    'og:image:height': '630',
    'og:image:alt': 'Nordhafen',
    'twitter:card': 'summary_large_image',
  });
  const bare = Object.fromEntries(attributes(pageOf(BUILT, { ...plain, address: null, preview: false })!));
  const items = Object.fromEntries(attributes(pageOf(BUILT, { ...plain, holds: 'pack' })!));
  expect([items['factoscope-snapshot'], items['factoscope-pack']]).toEqual([undefined, 'world.zip']);
  expect([bare['og:image'], bare['og:url'], bare['twitter:card']]).toEqual([undefined, undefined, 'summary']);
});

it('made of one that has a world has the other alone', () => {
  const other = { ...plain, title: 'Other', address: null };
  expect(pageOf(pageOf(BUILT, plain)!, other)).toBe(pageOf(BUILT, other));
});

it('is none where the page is not the built one', () => {
  for (const wrong of ['', '<title>x</title></head>', BUILT.replace('</head>', ''), BUILT.replace('Factoscope', '<b>')])
    expect(pageOf(wrong, plain)).toBe(null);
});

it('keeps whatever a name holds inside of its attribute', () => {
  const hostile = '"><script>alert(1)</script><!-- /world --> $& $1 \u202e\0';
  const page = pageOf(BUILT, { ...plain, title: hostile })!;
  expect(page).not.toContain('<script>');
  expect(page).toContain('<title>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- /world --&gt; $&amp; $1  </title>');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (title, description) => {
      const made = pageOf(BUILT, { ...plain, title, description })!;
      expect(made.match(/<(?!\/?(?:!doctype|html|head|meta|title|body)\b|!-- \/?world -->)/g)).toBe(null);
      expect(attributes(made)).toHaveLength(11);
      expect(pageOf(made, plain)).toBe(pageOf(BUILT, plain));
    }),
    { seed: 11 },
  );
});

it('the service worker keeps the other page, and one of another site is refused', () => {
  const [before, after] = ['a page', 'its successor'].map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array];
  const worker = `[{url:"a.js",revision:null},{url:"index.html",revision:"${revisionOf(before)}"}]`;
  expect(workerOf(worker, before, after)).toBe(worker.replace(revisionOf(before), revisionOf(after)));
  expect(workerOf(worker, after, before)).toBe(null);
});

it('names the relay that serves it, in the place of a world; whoever takes the site along leaves that out', () => {
  const page = relayPageOf(BUILT)!;
  expect(attributes(page)).toContainEqual(['factoscope-relay', './']);
  expect(page.startsWith(BUILT.slice(0, BUILT.indexOf('  </head>')))).toBe(true);
  expect(page.endsWith('  </head>\n  <body></body>\n</html>\n')).toBe(true);
  expect(relayPageOf(pageOf(BUILT, plain)!)).not.toContain('factoscope-snapshot');
  expect(pageOf(page, plain)).toBe(pageOf(BUILT, plain));
  expect(relayPageOf('<p>no page</p>')).toBeNull();
});
