import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A process of the tests or benchmarks: it says `ready`, answers one request at a time, and ends on `stop`. */
export class TestChild {
  private constructor(readonly process: ChildProcess, readonly ready: Readonly<Record<string, unknown>>, private readonly said: readonly string[]) {}

  /** `script`: path of a built file. Rejects when the process ends before it is ready. With `listening` its stderr is kept for `stderr()`. */
  static async start(script: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}, listening = false): Promise<TestChild> {
    // jest's own NODE_OPTIONS are not for the process under test.
    const child = fork(script, [...args], { env: { ...process.env, NODE_OPTIONS: '', ...env }, stdio: ['ignore', 'inherit', listening ? 'pipe' : 'inherit', 'ipc'] });
    const said: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text));
    return new TestChild(child, await next(child), said);
  }

  /** What it has written to stderr so far. */
  stderr(): string {
    return this.said.join('');
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Rejects when the process ends, or says that it `failed`. */
  async ask<T = Record<string, unknown>>(request: Readonly<Record<string, unknown>>): Promise<T> {
    const answer = next(this.process);
    this.process.send(request);
    const got = await answer;
    if (typeof got.failed === 'string') throw new Error(got.failed);
    return got as T;
  }

  /** Ends it properly; resolves with the exit status. */
  async stop(): Promise<number | null> {
    const gone = this.gone();
    this.process.send('stop');
    return gone;
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    const gone = this.gone();
    this.process.kill('SIGKILL');
    await gone;
  }

  /** Resolves with the exit status once the process has ended. */
  gone(): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return Promise.resolve(this.process.exitCode);
    return new Promise((resolve) => this.process.once('exit', resolve));
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
      reject(new Error(`process ended with ${code}`));
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}
