import { type Address, type Needs, writeAddress } from '../../state/url';
import { share as words } from '../../texts/share';
import { useApp } from '../app-context';
import { LinkField } from './link-field';

/** The address of what is on the screen, for whoever has the same data; it tells the others what they need. */
export function ViewLink() {
  const { state } = useApp();
  const address = state.address.value;
  const about =
    address.page === 'map'
      ? state.map.info.value
      : address.page === 'items'
        ? state.packs.value?.find(({ id }) => id === address.pack)
        : null;
  const brings = address.url !== null || address.page === 'link';
  const hosted = !brings && address.snapshot != null;
  const needs = brings || hosted || about == null ? null : needsOf(about);
  const tip = brings
    ? words.view.whole
    : hosted
      ? words.view.hosted
      : needs === null
        ? ''
        : words.view.needs(needs.name, needs.files.join(', '));
  return (
    <LinkField
      title={address.page === 'map' ? words.view.title : words.view.titlePage}
      label={words.view.field}
      link={hrefOf(needs === null ? address : { ...address, needs })}
      about={about?.name ?? ''}
    >
      <p class="t-12 dim">{tip}</p>
    </LinkField>
  );
}

/** Folders say something of the computer it lies on. */
function needsOf({ name, files }: { name: string; files: string[] }): Needs {
  return { name, files: files.slice(0, 3).map((file) => file.split(/[\\/]/).at(-1) ?? file) };
}

export const pageHref = (): string => `${location.origin}${location.pathname}${location.search}`;

const hrefOf = (address: Address): string => `${pageHref()}${writeAddress(address)}`;
