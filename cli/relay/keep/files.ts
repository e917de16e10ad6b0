/** Servers' logs in a folder of this machine. */
import type { Keeping, ServerLog } from '../keeping';
import type { KeepOptions } from './options';

export class FileKeeping implements Keeping {
  private constructor(
    readonly folder: string,
    readonly options: KeepOptions,
  ) {}

  /** Makes the folder. Throws a Problem when another relay has it open, or it cannot be written to. */
  static async open(folder: string, options: KeepOptions = {}): Promise<FileKeeping> {
    return new FileKeeping(folder, options);
  }

  async servers(): Promise<{ id: string; name: string }[]> {
    return [];
  }

  async open(_id: string, _name?: string): Promise<ServerLog> {
    throw new Error('being written');
  }

  async secret(): Promise<Uint8Array> {
    throw new Error('being written');
  }

  async close(): Promise<void> {}
}
