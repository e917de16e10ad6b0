/** What is passed over in a folder, dropped on the page or named on the command line. */

/** In a folder, what these are is known by name: nothing of a log is in them. A file given by itself is always read. */
export const NO_LOG = /\.(png|jpe?g|webp|gif|svg|ogg|wav|ttf|lua|cfg|ini|md|html?|css|js|exe|dll|so|pdb|dat|bin|tmp|lock|pcap|torrent)$/i;
/** Folders of the game with thousands of files and no log among them. */
export const NO_LOGS = new Set([
  'mods',
  'saves',
  'data',
  'temp',
  'graphics',
  'locale',
  '.git',
  'node_modules',
  'config',
  'scenarios',
  'doc-html',
  'bin',
]);
