import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { JobRunner } from '@yanshou/jobs';
import type { JobWindow } from '@yanshou/jobs';
import { openRegistry } from '@yanshou/registry';
import type { WindowResult } from '@yanshou/registry';
import { systemClock } from '@yanshou/telemetry';

/** One of several processes that share a PostgreSQL: runs what is due and writes down which windows it computed. The last two: how long a window takes, and its lease. */
const [databaseUrl = '', job = '', output = '', workMillis = '3', leaseMillis = '300000'] = process.argv.slice(2);

async function main(): Promise<void> {
  const registry = await openRegistry({ databaseUrl, pepper: 'pepper' }, systemClock);
  const run = async (window: JobWindow): Promise<WindowResult> => {
    await sleep(Number(workMillis));
    appendFileSync(output, `${window.from} ${process.pid}\n`);
    return { inputsDigest: 'sha256:0' };
  };
  const runner = new JobRunner({ id: job, unit: 'day', graceMicros: 0, run }, { windows: registry, clock: systemClock, owner: String(process.pid), leaseMillis: Number(leaseMillis), onError: (_claim, error) => { throw error; } });
  process.on('message', (message) => {
    if (message === 'stop') void registry.close().then(() => process.exit(0));
    else void runner.drain().then((finished) => process.send?.({ finished }), (error: Error) => process.send?.({ failed: error.message }));
  });
  process.send?.({ kind: 'ready' });
}

await main();
