/** Somebody who listens on a port. */
export interface Listening {
  host: string;
  port: number;
  close(): Promise<void>;
}
