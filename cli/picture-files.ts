/** Pictures on their way to the disk. */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Codec } from '../src/core/icon/types';
import type { Kernels } from '../src/core/kernels/kernels';
import { WrongUse } from './wrong-use';

/** Where pictures go and how large they are. */
export interface Wish {
  out: string;
  size: number | 'native';
}
export interface Tools {
  codec: Codec;
  kernels: Kernels;
}

export async function folder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new WrongUse(`${path} cannot be made (${(error as NodeJS.ErrnoException).code}).`);
  }
}

export async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new WrongUse(`${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}
