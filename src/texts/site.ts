/** The words of the site as an app of the device: installed, without a network, renewed. */
export const site = {
  title: 'This site on this device',
  install: 'Install',
  later: 'Not now',
  offer: 'Keep Factoscope on this device',
  offerTip: 'It gets a window of its own, works without a network, and opens logs from your files.',
  installing: {
    no: 'Where your browser can install sites, its menu has “Install” or “Add to Home screen”.',
    offered: 'It can be installed on this device.',
    'by-hand': 'To install it, press Share in Safari, then “Add to Home Screen”.',
    installed: 'It is installed on this device.',
  },
  offline: {
    yes: 'It works without a network: all of the site is kept here.',
    notYet: 'It will work without a network as soon as all of it is kept here.',
    never: 'It needs a network: this browser does not keep sites from this address.',
  },
  version: 'A new version waits.',
  missing: 'What is missing at this address',
  missingHere: 'What this browser lacks',
  lacks: {
    offline: 'opening the site without a network',
    install: 'installing it, and opening logs with it from your files',
    promise: 'a promise of the browser to keep your worlds',
    tabs: 'turns between tabs: read logs in one tab at a time',
    paste: 'the Paste button: press Ctrl V (⌘ V) instead',
    share: 'the device’s own menu for sharing: links are copied, pictures and files saved',
    video: 'films as video: they come as a zip of pictures',
  },
};
