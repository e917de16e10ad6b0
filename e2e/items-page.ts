/** The item browser as tests see it. */
import type { BrowserContext, Locator, Page } from '@playwright/test';
import type { PackInfo } from '../src/core/pack/types';
import { idle } from './fixtures';

/** The made-up set of mods. */
export const FOLDER = 'e2e/samples/pack';
export const PARTS = ['data-raw-dump.json', 'mods', 'data'].map((name) => `${FOLDER}/${name}`);

interface ItemsWindow {
  factoscope: {
    state: {
      packs: { value: PackInfo[] | null };
      rendering: { value: { status: string; done: number; total: number } | null };
    };
  };
}

export const packsOf = (page: Page): Promise<PackInfo[]> =>
  page.evaluate(() => (window as unknown as ItemsWindow).factoscope.state.packs.value ?? []);
export const renderingOf = (page: Page) => page.evaluate(() => (window as unknown as ItemsWindow).factoscope.state.rendering.value);

/** A page's address below the pack that is open. */
export async function openThing(page: Page, kind: string, name: string): Promise<void> {
  const [pack] = await packsOf(page);
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `#/items/${encodeURIComponent(pack!.id)}/${kind}/${encodeURIComponent(name)}`,
  );
  await page.waitForFunction((wanted) => decodeURIComponent(location.hash).includes(wanted), `/${kind}/${name}`);
  await idle(page);
}

/** What is said of it without its looks: names, roles and texts, nothing of colour or place. */
export const accessibleText = (page: Page): Promise<string> => page.getByRole('main').ariaSnapshot();

/** The sample, as a person opens it. */
export async function openSample(context: BrowserContext | Page): Promise<Page> {
  const page = 'newPage' in context ? await context.newPage() : context;
  await page.goto('');
  await idle(page);
  await page.getByRole('button', { name: 'Open the sample pack' }).click();
  await page.waitForFunction(() => location.hash.startsWith('#/items/'));
  await idle(page);
  return page;
}

/** Types into the search; resolves when all languages were asked. */
export async function search(page: Page, query: string): Promise<void> {
  if (!(await page.getByRole('dialog', { name: 'Search' }).isVisible())) await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search' }).fill(query);
  await idle(page);
}

/** What the search found, not the choices of other lists. */
export const found = (page: Page): Locator => page.getByRole('listbox', { name: 'Results' }).getByRole('option');
export const hits = (page: Page): Promise<string[]> => found(page).allInnerTexts();
/** All that a page says, its sides too. */
export const wordsOf = (page: Page): Promise<string> => page.locator('body').ariaSnapshot();
