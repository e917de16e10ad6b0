/** What signs a relay's tokens: in its folder, made once, by whoever needs it first, be it while a relay runs there. */
import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../src/core/result';
import { diskProblem, makeFolder, syncFolder } from './disk';

const NAME = 'secret';
const BYTES = 32;

/** Makes the folder, too. Throws a Problem. */
export async function secretOf(folder: string): Promise<Uint8Array> {
  await makeFolder(folder);
  const path = join(folder, NAME);
  const known =
    (await readSecret(path)) ??
    (await make(folder, path).catch((error) => {
      throw diskProblem(error, path);
    }));
  if (known.length !== BYTES) throw badSecret(path);
  return known;
}

async function readSecret(path: string): Promise<Uint8Array | null> {
  return await readFile(path).then(
    (bytes) => new Uint8Array(bytes),
    () => null,
  );
}

async function make(folder: string, path: string): Promise<Uint8Array> {
  const made = new Uint8Array(randomBytes(BYTES));
  const own = `${path}.${randomBytes(6).toString('hex')}.new`;
  const handle = await open(own, 'wx', 0o600);
  try {
    await handle.writeFile(made);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // Fails where another was there first.
    await link(own, path);
    await syncFolder(folder);
    return made;
  } catch (error) {
    const other = await readSecret(path);
    if (other === null) throw error;
    return other;
  } finally {
    await rm(own, { force: true });
  }
}

const badSecret = (file: string): Problem => ({
  code: 'bad-secret',
  file,
  line: 0,
  detail: `It is not ${BYTES} bytes long, as what signs tokens must be, or cannot be read.`,
  tip: 'Put the right one back, or remove it: then another is made, and no token that was given out is good any more.',
});
