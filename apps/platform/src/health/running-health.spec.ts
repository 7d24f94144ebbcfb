import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import type { PlatformStatus } from '../platform-status.js';
import type { PlatformLogger } from '../runtime/logger.js';
import { StoredStatusReader } from '../telemetry/stored-status.js';
import { Observations } from './observations.js';
import { RunningHealth } from './running-health.js';

const never = (): Promise<never> => new Promise(() => undefined);
const RECEIVING = {
  broker: { received: 5, acknowledged: 5, bytes: 9, refused: {}, connectionsRefused: 0, connectsRefused: 0, connections: 1, unacknowledgedBytes: 0 }, brokerChecks: [], journal: { kind: 'ok' }, journalRoom: undefined,
};

/** Of a process whose telemetry thread answers with `thread`, and that is told by `pending` how far the projection is. */
function health(thread: () => Promise<unknown>, pending: () => Promise<number>): RunningHealth {
  const reader = new StoredStatusReader({ client: { status: thread } as never, progress: { pending }, alarms: { last: null, warnings: { standing: async () => [] } }, limitMillis: 30 });
  const registry = { registryCurrent: true, registrySilentSeconds: 0, registryFault: null };
  return new RunningHealth({
    status: async () => ({ ...registry, intake: RECEIVING, ...(await reader.read()) }) as unknown as PlatformStatus, promise: { zh: '', en: '' }, broker: undefined, observations: new Observations({} as PlatformLogger, new ManualClock()),
    board: { states: () => [] } as never, disks: { checks: () => [], rooms: () => [] }, diskFreeShare: 0.1, lagSeconds: () => 0,
  });
}

describe('the health of a process', () => {
  it('whose telemetry thread hangs: not ready, by name, beside all else; not up, and its other metrics are there', async () => {
    const hanging = health(never, never);
    const { ready, checks } = await hanging.readiness();
    expect([ready, checks.map(({ name, state, code }) => [name, state, code])]).toEqual([false, [['journal', 'up', undefined], ['telemetry', 'down', 'telemetry-silent'], ['registry', 'up', undefined]]]);
    const metrics = await hanging.metrics();
    const value = (name: string) => metrics.find((metric) => metric.name === name)?.samples[0]?.value;
    expect([value('yanshou_up'), value('yanshou_messages_received_total'), value('yanshou_registry_silent_seconds')]).toEqual([0, 5, 0]);
  });

  it('that nobody tells how far the projection is: up, and the number is left out', async () => {
    const thread = async () => ({ condition: 'running', stopped: null, commits: { quarantined: {}, seconds: { bounds: [], counts: [], sum: 0 } } });
    const metrics = await health(thread, never).metrics();
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.samples;
    expect([of('yanshou_up')?.[0]?.value, of('yanshou_projection_pending_records')]).toEqual([1, []]);
  });
});
