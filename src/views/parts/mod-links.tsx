import { MOD_ZIPS, zipAddress } from '../../state/mod-zips';
import { t } from '../../texts';
import { Icon } from './icon';

/** The mod to download, for each version of the game. */
export function ModLinks() {
  return (
    <span class="btns mod-links">
      {MOD_ZIPS.map(({ game, file }) => (
        <a class="btn btn--s" key={game} href={zipAddress(file)} download={file} title={file}>
          <Icon name="drop" />
          {t.record.zip(game)}
        </a>
      ))}
    </span>
  );
}
