import { expect, it } from 'vitest';
import { GAMES, versionFor } from '../../mod/host/build';
import { MOD_ZIPS } from './mod-zips';

it('the zips that the site offers are those that the build makes', () => {
  expect(MOD_ZIPS).toEqual(GAMES.map(({ game }) => ({ game, file: `factoscope_${versionFor(game)}.zip` })));
});
