/** A file of prototypes taken through the site's own import. */
import type { PackInfo } from '../../src/core/pack/types';
import type { Problem } from '../../src/core/result';
import { importTexts } from '../../src/import/testing/import-texts';

export async function importedPacks(name: string, text: string): Promise<{ packs: PackInfo[]; problems: readonly Problem[] }> {
  const { packs, problems } = await importTexts([[name, text]]);
  return { packs: await packs.packs(), problems };
}
