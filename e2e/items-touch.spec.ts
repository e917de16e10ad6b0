import { expect, idle, test } from './fixtures';
import { openSample, openThing } from './items-page';

test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

test('Back closes what lies over the page before it leaves it', async ({ page, faults }) => {
  await openSample(page);
  await openThing(page, 'item', 'iron-plate');
  const here = () => page.evaluate(() => location.hash.split('?')[0]!.split('/').slice(3).join('/'));
  const drawer = page.getByRole('complementary', { name: 'Pinned and recent' });

  await page.getByRole('button', { name: 'Pinned, recent and pack' }).tap();
  await expect(drawer).toBeVisible();
  await page.goBack();
  await expect(drawer).toBeHidden();
  expect(await here()).toBe('item/iron-plate');

  await page.getByRole('button', { name: /^Search/ }).tap();
  const search = page.getByRole('dialog', { name: 'Search' });
  await expect(search).toBeVisible();
  await page.goBack();
  await expect(search).toBeHidden();
  expect(await here()).toBe('item/iron-plate');

  // A link in the drawer leads on, and one Back leads here again.
  await page.getByRole('button', { name: 'Pinned, recent and pack' }).tap();
  await drawer.getByRole('link', { name: /^Mods/ }).tap();
  await expect.poll(here).toBe('mod');
  await page.goBack();
  await expect.poll(here).toBe('item/iron-plate');
  expect(faults).toEqual([]);
});

test('pins are sorted by a finger', async ({ page, faults }) => {
  await openSample(page);
  for (const name of ['iron-plate', 'copper-plate']) {
    await openThing(page, 'item', name);
    await page.getByRole('button', { name: 'Pin', exact: true }).tap();
  }
  await idle(page);
  await page.getByRole('button', { name: 'Pinned, recent and pack' }).tap();
  const pins = page.getByRole('region', { name: 'Pinned' }).getByRole('link');
  const order = () => pins.evaluateAll((links) => links.map((link) => link.getAttribute('data-ref')));
  await expect(pins).toHaveCount(2);
  const before = await order();
  const { x, y } = (await pins.first().boundingBox())!;
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x + 20, y: y + 20 }] });
  const card = page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Move it back' }) });
  await expect(card).toBeVisible();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await card.getByRole('button', { name: 'Move it back' }).tap();
  await expect.poll(order).toEqual([...before].reverse());
  await expect(card.getByRole('button', { name: 'Move it back' })).toBeDisabled();
  expect(faults).toEqual([]);
});
