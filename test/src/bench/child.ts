import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A bench process: it says `ready`, answers requests by kind, and ends on `stop`. */
export class BenchChild {
  private constructor(private readonly child: ChildProcess, readonly ready: Record<string, unknown>) {}

  static async start(script: string, args: readonly string[], env: Record<string, string> = {}): Promise<BenchChild> {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const child = fork(path, [...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const ready = await next(child);
    return new BenchChild(child, ready);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async ask(request: Record<string, unknown>): Promise<Record<string, unknown>> {
    const answer = next(this.child);
    this.child.send(request);
    return answer;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.send('stop');
    await gone;
  }
}

function next(child: ChildProcess): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      child.off('exit', onExit);
      resolve(message as Record<string, unknown>);
    };
    const onExit = (code: number | null): void => {
      child.off('message', onMessage);
      reject(new Error(`bench process ended with ${code}`));
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}
