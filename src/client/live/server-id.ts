/** What relays call their servers. */
export const SERVER_ID = /^[a-z0-9][a-z0-9._-]{0,62}$/;
