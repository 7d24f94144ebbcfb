import type { LedgerCounts } from '@yanshou/store';
import type { FigureWriter, PlatformFigure } from '@yanshou/store-influx';
import type { Clock } from '@yanshou/telemetry';
import { LAG_WARNING, healthChecks } from '../health/dependency-checks.js';
import type { WatchedFigures } from '../platform-watch.js';
import type { PlatformStatus } from '../platform-status.js';

export interface OwnFiguresParts extends Pick<PlatformFigure, 'instance' | 'roles'> {
  readonly status: () => Promise<PlatformStatus>;
  readonly watched: () => WatchedFigures;
  /** Of everything, where this process says them for all. */
  readonly totals: (() => Promise<LedgerCounts>) | undefined;
  readonly clock: Clock;
  readonly writer: Pick<FigureWriter, 'writePlatform'>;
}

/** Writes for dashboards how this process is doing, under its own name: another one cannot know. */
export class OwnFigures {
  constructor(private readonly parts: OwnFiguresParts) {}

  /** Rejects while InfluxDB is away; the next call writes what is then current. */
  async write(): Promise<void> {
    const { instance, roles, clock, writer } = this.parts;
    const [status, totals] = await Promise.all([this.parts.status(), this.parts.totals?.()]);
    const { lagSeconds, acknowledgementP99 = null, diskFreeShare = null, alarms, disk } = this.parts.watched();
    await writer.writePlatform({
      instance, roles, at: clock.now(), lagSeconds, acknowledgementP99, diskFreeShare, journalFreeBytes: journalFree(status), alarms,
      ...receivedFigures(status), ...projectedFigures(status), faults: [...healthChecks(status), disk].filter(({ ok }) => !ok).length, ...(totals && { totals }),
    });
  }
}

function journalFree({ intake }: PlatformStatus): number | null {
  const { freeBytes = null } = intake?.journalRoom ?? {};
  return freeBytes !== null && Number.isFinite(freeBytes) ? freeBytes : null;
}

function receivedFigures({ intake }: PlatformStatus): Partial<PlatformFigure> {
  if (intake === undefined) return {};
  const { acknowledged, bytes, connections, connectsRefused, unacknowledgedBytes } = intake.broker;
  return { acknowledged, receivedBytes: bytes, connections, connectsRefused, unacknowledgedBytes };
}

function projectedFigures({ stored }: PlatformStatus): Partial<PlatformFigure> {
  if (stored === undefined) return {};
  const { pending, messagesPerSecond, condition } = stored;
  return { pending, pendingWarning: LAG_WARNING, ...(condition === 'idle' ? {} : { messagesPerSecond }) };
}
