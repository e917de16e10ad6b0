/** `npx tsx cli/main.ts …`: what the site reads, on the command line. */
import { processIo } from './io';
import { run } from './run';

// The reader of a pipe has had enough (`inspect … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await run(process.argv.slice(2), processIo);
