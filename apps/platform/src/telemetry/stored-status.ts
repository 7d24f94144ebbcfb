import { Failure } from '@yanshou/telemetry';
import { faultFields } from '../logging/fault-fields.js';
import type { PlatformStatus, StoredStatus } from '../platform-status.js';
import { Timely } from '../runtime/timely.js';
import type { Progress } from './shared-progress.js';
import type { StoreWarnings } from './store-warnings.js';
import type { TelemetryAlarm, TelemetryStatus } from './telemetry-service.js';
import type { TelemetryClient } from './telemetry-worker-client.js';

/** Whoever asks how the platform is has to have an answer before he gives it up himself. */
const LIMIT_MILLIS = 3_000;

export interface AlarmBox {
  /** The last fault; a standing warning is none. */
  last: TelemetryAlarm | null;
  readonly warnings: Pick<StoreWarnings, 'standing'>;
}

export interface StoredStatusParts {
  readonly client: Pick<TelemetryClient, 'status'>;
  readonly progress: Pick<Progress, 'pending'>;
  readonly alarms: AlarmBox;
  readonly limitMillis?: number;
}

/** What the telemetry thread says of itself, and how far the projection is; databases that are away make no thread silent. */
export class StoredStatusReader {
  private readonly thread: Timely<TelemetryStatus>;
  private readonly pending: Timely<number>;

  constructor(private readonly parts: StoredStatusParts) {
    const { client, progress, limitMillis = LIMIT_MILLIS } = parts;
    this.thread = new Timely(() => client.status(), limitMillis, threadSilent);
    this.pending = new Timely(() => progress.pending(), limitMillis, progressUnanswered);
  }

  /** Answers within some seconds, and never rejects. */
  async read(): Promise<Pick<PlatformStatus, 'stored' | 'silence'>> {
    const { alarms } = this.parts;
    const [thread, pending, warnings] = await Promise.all([this.thread.answer(), this.pending.answer(), alarms.warnings.standing()]);
    if (!thread.ok) return { silence: faultFields(thread.reason) };
    if (thread.value.condition === 'running') alarms.last = null;
    const known: Pick<StoredStatus, 'pending' | 'pendingFault'> = pending.ok ? { pending: pending.value } : { pending: undefined, pendingFault: faultFields(pending.reason) };
    return { stored: { ...thread.value, ...known, alarm: alarms.last, warnings } };
  }
}

export const PROGRESS_UNANSWERED = 'projection-unanswered';

export const threadSilent = (): Failure =>
  new Failure('telemetry-silent', 'the telemetry thread does not answer', true, {
    zh: '遥测线程没有应答：数据查询、指标与投影均已停顿，已确认的消息在日志中。请查看运行日志并重启本进程。',
    en: 'The telemetry thread does not answer: queries, indicators and the projection stand still, what was acknowledged is in the journal. See the log and restart this process.',
  });

const progressUnanswered = (): Failure =>
  new Failure(PROGRESS_UNANSWERED, 'nobody answers how far the projection is', true, {
    zh: '暂时得不到投影进度的答复：请检查 PostgreSQL 与 NATS 的负载与网络。',
    en: 'There is no answer how far the projection is: check the load of PostgreSQL and NATS, and the network to them.',
  });
