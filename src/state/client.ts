/** The state's view of what is behind it: the client, and the shapes its answers come in. */
export type { Client, Progress } from '../client/types';
