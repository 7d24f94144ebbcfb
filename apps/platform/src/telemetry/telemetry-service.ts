import type { IndicatorRow } from '@yanshou/kpi';
import { evaluateAll } from '@yanshou/kpi';
import type { JournalReader } from '@yanshou/journal';
import type { InventoryBook, Projector, ProjectorStatus, ReplayOutcome } from '@yanshou/projection';
import type {
  DeclaredGapRow, LedgerCounts, LedgerRow, PrincipalTotals, QuarantineQuery, QuarantineRow, ReadingPage,
  ReadingQuery, SeriesActivity, TelemetryStore, WindowAggregate, WindowQuery,
} from '@yanshou/store';
import type { Micros, OriginCode, ProjectInventory } from '@yanshou/telemetry';
import { extractAssessment } from './assessment-extract.js';
import type { AssessmentFacts, AssessmentOrder } from './assessment-extract.js';
import type { CommitGate } from './commit-gate.js';
import type { CommitFigures, CommitWatch } from './commit-watch.js';
import { readEvaluationContext } from './indicator-inputs.js';
import type { IndicatorSources } from './indicator-inputs.js';

export interface TelemetryStatus {
  /** First journal sequence that is not projected yet. */
  readonly nextSequence: number;
  readonly messagesPerSecond: number;
  readonly condition: ProjectorStatus['condition'];
  /** What stopped the projection for good; null while it runs. */
  readonly stopped: string | null;
  /** Receipt of the latest record that is projected; undefined before the first commit. */
  readonly projectedUntil: Micros | undefined;
  readonly commits: CommitFigures;
}

/** A fault in the worker: being retried (`attempt` from 1), or the end of the projection (0). */
export interface TelemetryAlarm {
  readonly code: string;
  readonly message: string;
  readonly help: { readonly zh: string; readonly en: string } | undefined;
  readonly attempt: number;
}

interface TelemetryParts {
  readonly store: TelemetryStore;
  readonly gate: CommitGate;
  readonly watch: CommitWatch;
  readonly projector: Projector;
  readonly reader: JournalReader;
  readonly inventories: InventoryBook;
  /** Lets the thread end. */
  readonly end: () => void;
}

/**
 * What the telemetry worker offers to the other threads. It owns the store: the projector writes to it, every read
 * goes through here, and indicators are computed beside the data.
 */
export class TelemetryService {
  private readonly store: TelemetryStore;
  private readonly projector: Projector;
  private stopped: string | null = null;

  constructor(private readonly parts: TelemetryParts) {
    this.store = parts.store;
    this.projector = parts.projector;
  }

  /** Runs the projection until it is stopped; answers when it has ended. */
  async project(): Promise<void> {
    try {
      await this.projector.run();
    } catch (error) {
      this.stopped = error instanceof Error ? error.message : String(error);
      throw error;
    }
  }

  async updateInventories(inventories: readonly ProjectInventory[]): Promise<void> {
    for (const inventory of inventories) this.parts.inventories.update(inventory);
  }

  async status(): Promise<TelemetryStatus> {
    const { nextSequence, messagesPerSecond, condition, projectedUntil } = this.projector.status();
    return { nextSequence, messagesPerSecond, condition, stopped: this.stopped, projectedUntil, commits: this.parts.watch.read() };
  }

  /** Indicators of the contract's targets over its window. */
  async indicators(sources: Omit<IndicatorSources, 'store'>): Promise<readonly IndicatorRow[]> {
    return evaluateAll(await readEvaluationContext({ store: this.store, ...sources }));
  }

  /** As `indicators`, with the readings behind them written to files: both of one state of the store. */
  assess(order: AssessmentOrder): Promise<AssessmentFacts> {
    return this.parts.gate.hold(() => extractAssessment(this.store, order));
  }

  totals(project?: string): Promise<LedgerCounts> {
    return this.store.totals(project);
  }

  /** Sums of the ledger by device and gateway, with the last hour in which each was heard of. */
  totalsByPrincipal(project: string): Promise<readonly PrincipalTotals[]> {
    return this.store.totalsByPrincipal(project);
  }

  ledger(project: string, from: Micros, to: Micros): Promise<readonly LedgerRow[]> {
    return this.store.ledger(project, from, to);
  }

  /** Stretches of the journal that were declared missing, whichever projects were in them. */
  declaredGaps(): Promise<readonly DeclaredGapRow[]> {
    return this.store.declaredGaps();
  }

  quarantine(query: QuarantineQuery): Promise<readonly QuarantineRow[]> {
    return this.store.quarantine(query);
  }

  /** Projects quarantined messages again with the present inventory. Waits for the next journal record. */
  replayQuarantine(project: string): Promise<ReplayOutcome> {
    return this.projector.replayQuarantine(project);
  }

  latest(project: string, device?: string): Promise<ReadingPage> {
    return this.store.latest(project, device);
  }

  readings(query: ReadingQuery): AsyncIterable<ReadingPage> {
    return this.store.readings(query);
  }

  windows(query: WindowQuery): Promise<readonly WindowAggregate[]> {
    return this.store.windows(query);
  }

  /** The series that have readings in those hours. */
  activity(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<readonly SeriesActivity[]> {
    return this.store.activity(project, fromHour, toHour, origins);
  }

  exportTo(query: ReadingQuery, format: 'csv' | 'parquet', path: string): Promise<number> {
    return this.store.exportTo(query, format, path);
  }

  compact(): Promise<void> {
    return this.store.compact();
  }

  /** Ends the projection after the batch in hand and closes the store. */
  async close(): Promise<void> {
    await this.projector.stop();
    await this.parts.reader.close();
    await this.store.close();
    this.parts.end();
  }
}
