import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SCRIPT = resolve(import.meta.dirname, '../../../../apps/console/dev/serve-mock.mjs');

/** The console, freshly built, with made-up data behind it. */
export class MockServer {
  private constructor(readonly address: string, readonly files: string, private readonly child: ChildProcess) {}

  /** Rejects with what it said when it ends instead of serving. */
  static start(): Promise<MockServer> {
    const files = mkdtempSync(join(tmpdir(), 'yanshou-console-'));
    const child = spawn(process.execPath, [SCRIPT, files], { env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: string[] = [];
    child.stderr?.on('data', (chunk: Buffer) => void said.push(chunk.toString()));
    return new Promise((resolveStart, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        const [address] = /http:\S+/.exec(chunk.toString()) ?? [];
        if (address !== undefined) resolveStart(new MockServer(address, files, child));
      });
      child.once('exit', (status) => reject(new Error(`ended with ${String(status)}: ${said.join('')}`)));
    });
  }

  async stop(): Promise<void> {
    const gone = new Promise((settle) => this.child.once('exit', settle));
    this.child.kill('SIGTERM');
    await gone;
    rmSync(this.files, { recursive: true, force: true });
  }
}
