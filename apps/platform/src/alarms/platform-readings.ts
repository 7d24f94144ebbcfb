import type { Clock } from '@yanshou/telemetry';
import { MICROS_PER_SECOND } from '@yanshou/telemetry';
import { countOf, difference, quantile } from '../health/fixed-histogram.js';
import type { HistogramSnapshot } from '../health/fixed-histogram.js';
import type { IntakeStatus, PlatformStatus, StoredStatus } from '../platform-status.js';
import type { AlarmReadings } from './alarm-board.js';
import type { AlarmId } from './alarm-rules.js';
import { Lasting } from './lasting.js';
import { Sliding } from './sliding.js';
import { STANDING_CODES } from '../telemetry/store-warnings.js';
import type { StandingCode } from '../telemetry/store-warnings.js';

const LATENCY_SPAN_MILLIS = 60_000;
const QUARANTINE_SPAN_MILLIS = 10 * 60_000;
/** Fewer say nothing about a share or a percentile. */
const LEAST = 20;

/** What is looked at beside the platform's status. */
export interface Looked {
  /** Where this process receives. */
  readonly acknowledgements: HistogramSnapshot | undefined;
  /** Share of the data disk that is free; undefined when it does not tell. */
  readonly diskFreeShare: number | undefined;
  /** Seconds for which jobs have not got on. */
  readonly jobSeconds: number | undefined;
  /** Seconds for which an ingest worker has been gone, of all of them the longest. */
  readonly workerSeconds?: number | undefined;
  /** For how long the oldest issued assessment that is to be restated has been known; 0 without one. */
  readonly staleSeconds?: number | undefined;
}

/** The figures of one look, besides what alarms need. */
export interface PlatformReadings {
  readonly lagSeconds: number;
  readonly acknowledgementP99: number | undefined;
}

/** Turns counters into what is watched: shares and percentiles of the last minutes, and for how long something has lasted. */
export class ReadingsOfStatus {
  private readonly acknowledged = new Sliding<HistogramSnapshot>(LATENCY_SPAN_MILLIS);
  private readonly committed = new Sliding<{ readonly messages: number; readonly quarantined: number }>(QUARANTINE_SPAN_MILLIS);
  /** When nothing was pending last, wall clock. */
  private caughtUpAt: number;
  private pending = 0;
  /** What the telemetry thread said last: while it is silent that stands. */
  private stored: StoredStatus | undefined;
  private readonly faulty = new Lasting();
  private readonly brokerLost = new Lasting();
  private readonly refusing = new Lasting();
  last: PlatformReadings = { lagSeconds: 0, acknowledgementP99: undefined };

  constructor(private readonly clock: Clock) {
    this.caughtUpAt = clock.now();
    // Counts begin with the process: what comes before the first look is looked at too.
    this.committed.push({ messages: 0, quarantined: 0 }, clock.monotonicMillis());
  }

  take(status: PlatformStatus, looked: Looked): AlarmReadings {
    const now = this.clock.monotonicMillis();
    const { intake, silence } = status;
    this.stored = status.stored ?? (silence && this.stored);
    this.last = { lagSeconds: this.stored === undefined ? 0 : this.lag(this.stored), acknowledgementP99: this.latency(looked.acknowledgements, now) };
    const readings = {
      'acknowledgement-latency': this.last.acknowledgementP99, 'disk-space': looked.diskFreeShare, 'job-overdue': looked.jobSeconds, 'assessment-stale': looked.staleSeconds,
      'registry-stale': status.registrySilentSeconds, 'worker-gone': looked.workerSeconds, 'projection-lag': this.last.lagSeconds,
      ...(intake && this.ofIntake(intake, now)),
      ...(this.stored && this.ofStored(this.stored, now)),
      ...((this.stored ?? silence) && { 'telemetry-fault': this.faulty.seconds(silence !== undefined || isFaulty(this.stored), now) }),
    };
    return Object.fromEntries(Object.entries(readings).filter(([, value]) => value !== undefined));
  }

  private ofIntake(intake: IntakeStatus, now: number): AlarmReadings {
    return {
      ...shareLeft(intake.journalRoom), 'broker-lost': this.brokerLost.seconds(intake.brokerChecks.some(({ ok }) => !ok), now), 'journal-refusing': this.refusing.seconds(isRefusing(intake), now),
    };
  }

  private ofStored(stored: StoredStatus, now: number): Readonly<Partial<Record<AlarmId, number | undefined>>> {
    return {
      'quarantine-share': this.quarantined(stored, now), 'store-clock': stored.storeClockSeconds === undefined ? undefined : Math.abs(stored.storeClockSeconds),
      ...Object.fromEntries(STANDING_CODES.map((code) => [code, this.standing(stored, code)])),
    };
  }

  /** Age of what waits: no older than the last record that was projected, nor than when nothing waited. Where nobody can tell, what waited still does. */
  private lag({ pending: told, projectedUntil = 0 }: StoredStatus): number {
    const now = this.clock.now();
    const pending = (this.pending = told ?? this.pending);
    if (told !== undefined && told <= 0) this.caughtUpAt = now;
    return pending <= 0 ? 0 : Math.max(0, now - Math.max(this.caughtUpAt, projectedUntil)) / MICROS_PER_SECOND;
  }

  private latency(acknowledgements: HistogramSnapshot | undefined, now: number): number | undefined {
    if (acknowledgements === undefined) return undefined;
    const recent = difference(acknowledgements, this.acknowledged.push(acknowledgements, now));
    return countOf(recent) < LEAST ? undefined : quantile(recent, 0.99);
  }

  private quarantined({ commits: { messages, quarantinedMessages: quarantined } }: StoredStatus, now: number): number | undefined {
    const before = this.committed.push({ messages, quarantined }, now);
    const count = messages - before.messages;
    return count < LEAST ? undefined : (quarantined - before.quarantined) / count;
  }

  /** For how long a warning has stood, which may be since before this process began; 0 for one that does not. */
  private standing({ warnings }: StoredStatus, code: StandingCode): number {
    const found = warnings.find((warning) => warning.code === code);
    // The clock may have been set back since.
    return found === undefined ? 0 : Math.max(1, (this.clock.now() - found.since) / MICROS_PER_SECOND);
  }
}

/** Of what the journal may take in all; nothing where nothing that is known bounds it. */
function shareLeft(room: IntakeStatus['journalRoom']): AlarmReadings {
  if (room === undefined || !Number.isFinite(room.freeBytes)) return {};
  const { usedBytes, freeBytes, limitBytes = usedBytes + freeBytes } = room;
  return { 'journal-space': limitBytes === 0 ? 0 : freeBytes / limitBytes };
}

/** A process that projects nothing at present is well. */
const isFaulty = (stored: StoredStatus | undefined): boolean => stored !== undefined && ((stored.condition !== 'running' && stored.condition !== 'idle') || stored.stopped !== null);

const isRefusing = ({ journal: { kind } }: IntakeStatus): boolean => kind !== 'ok' && kind !== 'low';
