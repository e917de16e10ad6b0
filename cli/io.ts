/** Where a command writes: stdout for the result alone, stderr for everything else. */
export interface Io {
  out(text: string | Uint8Array): void;
  /** A line for the person. */
  say(line: string): void;
  /** A line that the next one replaces; nothing where nobody watches. */
  progress(line: string): void;
}

export const processIo: Io = {
  out: (text) => void process.stdout.write(text),
  say: (line) => void process.stderr.write(`${process.stderr.isTTY ? '\r\u001b[K' : ''}${line}\n`),
  progress: (line) => void (process.stderr.isTTY && process.stderr.write(`\r\u001b[K${line}`)),
};
