import { describe, expect, it } from '@jest/globals';
import type { PlatformFigure } from '@yanshou/store-influx';
import { ManualClock } from '@yanshou/telemetry';
import type { HealthCheck } from '../health/platform-health.js';
import type { PlatformStatus } from '../platform-status.js';
import { OwnFigures } from './own-figures.js';

const lost: HealthCheck = { name: 'broker', ok: false, state: 'down' };
const intake = { broker: { acknowledged: 5, bytes: 9, connections: 1, connectsRefused: 0, unacknowledgedBytes: 0 }, brokerChecks: [lost], journal: { kind: 'full', freeBytes: 1 }, journalRoom: { usedBytes: 2, freeBytes: 1 } };
const stored = { pending: 4, messagesPerSecond: 2, condition: 'running', stopped: null, alarm: null, warnings: [] };

async function written(status: object, totals?: () => Promise<never>, limitMillis = 1_000): Promise<PlatformFigure> {
  const figures: PlatformFigure[] = [];
  await new OwnFigures({
    instance: 'ingest-1', roles: 'ingest', totals, limitMillis, clock: new ManualClock(7),
    status: async () => ({ registryCurrent: false, registryFault: null, ...status }) as unknown as PlatformStatus,
    watched: () => ({ lagSeconds: 3, acknowledgementP99: 0.002, diskFreeShare: undefined, alarms: 1, disks: [lost] }),
    writer: { writePlatform: async (figure) => void figures.push(figure) },
  }).write();
  return figures[0] as PlatformFigure;
}

describe('what a process says of itself on dashboards', () => {
  it('is how it is doing, with journal, registry, broker and disk among its faults, beside the number from which it lags', async () => {
    expect(await written({ intake, stored }, async () => ({ stored: 9 }) as never)).toMatchObject({
      instance: 'ingest-1', roles: 'ingest', at: 7, acknowledged: 5, journalFreeBytes: 1, pending: 4, pendingWarning: expect.any(Number), faults: 4, lagSeconds: 3, acknowledgementP99: 0.002, diskFreeShare: null, alarms: 1, totals: { stored: 9 },
    });
  });

  it('is all the rest where the sums, or what is pending, cannot be told', async () => {
    const unknown = { ...stored, pending: undefined, pendingFault: { code: 'book-unavailable', error: 'm' } };
    for (const totals of [() => Promise.reject(new Error('away')), () => new Promise<never>(() => undefined)]) {
      const figure = await written({ stored: unknown }, totals, 10);
      expect(figure).toMatchObject({ lagSeconds: 3, messagesPerSecond: 2, faults: 3 });
      for (const absent of ['totals', 'pending', 'pendingWarning']) expect(figure).not.toHaveProperty(absent);
    }
  });

  it('is nothing of what others do', async () => {
    const figure = await written({ intake });
    for (const absent of ['pending', 'pendingWarning']) expect(figure).not.toHaveProperty(absent);
    expect(figure).not.toHaveProperty('totals');
    expect(await written({ stored })).toMatchObject({ pending: 4, journalFreeBytes: null });
    expect(await written({ stored })).not.toHaveProperty('acknowledged');
  });
});
