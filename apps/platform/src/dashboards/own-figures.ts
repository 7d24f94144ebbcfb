import type { LedgerCounts } from '@yanshou/store';
import type { FigureWriter, PlatformFigure } from '@yanshou/store-influx';
import { Failure } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import { LAG_WARNING, healthChecks } from '../health/dependency-checks.js';
import type { WatchedFigures } from '../platform-watch.js';
import type { PlatformStatus } from '../platform-status.js';
import { Timely } from '../runtime/timely.js';

const LIMIT_MILLIS = 10_000;

export interface OwnFiguresParts extends Pick<PlatformFigure, 'instance' | 'roles'> {
  readonly status: () => Promise<PlatformStatus>;
  readonly watched: () => WatchedFigures;
  /** Of everything, where this process says them for all. */
  readonly totals: (() => Promise<LedgerCounts>) | undefined;
  /** How long sums are waited for. */
  readonly limitMillis?: number;
  readonly clock: Clock;
  readonly writer: Pick<FigureWriter, 'writePlatform'>;
}

/** Writes for dashboards how this process is doing, under its own name: another one cannot know. */
export class OwnFigures {
  private readonly sums: Timely<LedgerCounts> | undefined;

  constructor(private readonly parts: OwnFiguresParts) {
    this.sums = parts.totals && new Timely(parts.totals, parts.limitMillis ?? LIMIT_MILLIS, sumsUnanswered);
  }

  /** Without an answer to the sums the rest is written: who cannot tell them has a check of his own. Rejects while InfluxDB is away; the next call writes what is then current. */
  async write(): Promise<void> {
    const { instance, roles, clock, writer } = this.parts;
    const [status, totals] = await Promise.all([this.parts.status(), this.sums?.answer()]);
    const { lagSeconds, acknowledgementP99 = null, diskFreeShare = null, alarms, disks } = this.parts.watched();
    await writer.writePlatform({
      instance, roles, at: clock.now(), lagSeconds, acknowledgementP99, diskFreeShare, journalFreeBytes: journalFree(status), alarms,
      ...receivedFigures(status), ...projectedFigures(status), faults: [...healthChecks(status), ...disks].filter(({ ok }) => !ok).length, ...(totals?.ok === true && { totals: totals.value }),
    });
  }
}

const sumsUnanswered = (): Failure =>
  new Failure('ledger-unanswered', 'the sums of the ledger are not answered in time', true, { zh: '台账累计未及时答复：请检查 PostgreSQL。', en: 'The sums of the ledger are not answered in time: check PostgreSQL.' });

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
  return { ...(pending !== undefined && { pending, pendingWarning: LAG_WARNING }), ...(condition === 'idle' ? {} : { messagesPerSecond }) };
}
