import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';

const CHILD = new URL('../dist/testing/full-disk.child.js', import.meta.url).pathname;
const KILOBYTES = 3_000;

/** `prlimit` (util-linux) stands in for a disk that is full and is then given room; elsewhere there is no such switch. */
const canLimit = process.platform === 'linux';

describe('a store on a full disk', () => {
  it('fails as store-unavailable and, given room, goes on from its cursor without loss; the file is open once', async () => {
    if (!canLimit) return expect(process.platform).not.toBe('linux');
    const directory = await mkdtemp(join(tmpdir(), 'store-full-'));
    const command = `trap '' XFSZ; ulimit -S -f ${KILOBYTES * 2}; exec "$0" "$@"`;
    const child = spawn('sh', ['-c', command, process.execPath, CHILD, join(directory, 'telemetry.db'), join(directory, 'tmp')], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const closed = once(child, 'close');
    try {
      expect(JSON.parse(String((await once(lines, 'line'))[0]))).toEqual({ code: 'store-unavailable', retryable: true });
      execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']);
      child.stdin.write('go on\n');
      const { stored, next, ...rest } = JSON.parse(String((await once(lines, 'line'))[0])) as { stored: number; next: number };
      expect(stored).toBe(next - 1);
      expect(rest).toEqual({ opened: 1, streamed: 'store-unavailable' });
      await closed;
    } finally {
      child.kill('SIGKILL');
      await rm(directory, { recursive: true, force: true });
    }
  }, 120_000);
});
