/** The relay and its companions as they are started by a person: each a process of its own, which can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export class Command {
  private readonly child: ChildProcess;
  /** Everything it has printed, stdout and stderr. */
  said = '';
  private readonly gone: Promise<unknown>;

  /** `args` as behind `npx tsx cli/main.ts`. */
  constructor(
    readonly args: readonly string[],
    { clock = false, env = {} }: { clock?: boolean; env?: Record<string, string> } = {},
  ) {
    // Not by npx, whose child would outlive a kill.
    const own = clock ? ['--import', fileURLToPath(new URL('./clock.mjs', import.meta.url))] : [];
    this.child = spawn(process.execPath, [...own, '--import', 'tsx', 'cli/main.ts', ...args], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', ...env },
    });
    this.gone = once(this.child, 'exit');
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        this.said += text;
      });
    }
    this.child.stdin!.on('error', () => {});
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** null: it runs. */
  get code(): number | null {
    return this.child.exitCode;
  }

  /** What it has printed, once it has. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    return await vi.waitFor(
      () => {
        const found = pattern.exec(this.said);
        if (found === null) throw new Error(`${pattern} is not in what ${this.args[0]} (code ${this.code}) said:\n${this.said}`);
        return found;
      },
      { timeout: 30_000 },
    );
  }

  /** Of its own, in MB (Linux). */
  get memory(): number {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))![1]) / 1024;
  }

  write(text: string | Uint8Array): void {
    this.child.stdin!.write(text);
  }

  endInput(): void {
    this.child.stdin!.end();
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** By itself; its exit code. */
  async ends(): Promise<number | null> {
    await this.gone;
    return this.code;
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  /** As Ctrl+C; its exit code. */
  async stop(): Promise<number | null> {
    if (this.code === null && this.child.signalCode === null) this.child.kill('SIGINT');
    await this.gone;
    return this.code;
  }
}
