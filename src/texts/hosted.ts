/** Worlds that are read where they lie. */
import { bytes } from './format';

export const hosted = {
  tag: 'hosted',
  opening: (host: string) => `Opening a world on ${host}`,
  openingTip: 'Only what is looked at is fetched.',
  failed: 'This world cannot be read where it lies',
  whole: 'Fetch it whole',
  wholeTip: 'It is fetched once, and kept in this browser.',
  download: 'Download the file',
  downloadTip: 'Or download the file and drop it here.',
  openNew: 'Open the new one',
  newer: 'The file has changed since this link was made: this is the newer one.',
  plain: (host: string) => `${host} is asked for over plain http, which browsers do not allow a page on https.`,
  plainTip: 'Give the address with https://',
  stale: (host: string) => `${host} cannot be reached: this is what you have seen of it before.`,
  at: 'Lies at',
  copy: 'Copy its address',
  size: 'Size there',
  keep: 'Keep it here',
  keepTip: (size: number) => `Fetches all of it (${bytes(size)}). Then it needs no network, and not its address either.`,
  pack: 'Keep its pack',
  packTip: (size: number) => `Names and pictures of the items of its mods (${bytes(size)}).`,
  packOffer: 'This file holds names and pictures of items too.',
  packName: (name: string) => `Pack of ${name}`,
  forget: 'Take it off the list',
  forgetTip: 'The file stays where it is.',
  manage: (name: string) => `About ${name}, which is read where it lies`,
  help: 'Worlds on any host',
  helpTip:
    'Put ?snapshot= and the address of a snapshot (Share → File) behind this site’s address: whoever opens that link sees its map at once, and only what is looked at is fetched. The host must answer HTTP ranges (Accept-Ranges: bytes) and allow other sites to read from it (Access-Control-Allow-Origin: *). GitHub Pages does both by itself; S3 needs a rule for CORS, nginx a line: docs/hosting.md of the source has them all.',
};
