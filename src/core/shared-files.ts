/** The cache in which the service worker lays files that another app shares with the installed site, until the page has read them. */
export const SHARED_FILES = 'factoscope-shared';
