import type { ChartedFigure, ExplainedRow, GapReport, IndicatorRow } from '@yanshou/kpi';
import { attributeGaps, chartedFigures, evaluateAll, evaluateMeasured, explain, measure } from '@yanshou/kpi';
import type { TraceReadings } from '@yanshou/catalogue';
import type { InventoryBook, ReplayOutcome } from '@yanshou/projection';
import type {
  DeclaredGapRow, DirtyCursor, DirtyHours, HoursOfProject, LedgerCounts, LedgerRow, LostSession, PrincipalTotals, QuarantineQuery, QuarantineRow, ReadingPage,
  ReadingQuery, Reprojection, SeriesActivity, TelemetryView, WindowAggregate, WindowQuery,
} from '@yanshou/store';
import type { Micros, OriginCode, ProjectInventory } from '@yanshou/telemetry';
import type { CommitTap } from '../live/commit-tap.js';
import { extractAssessment } from './assessment-extract.js';
import type { AssessmentFacts, AssessmentOrder } from './assessment-extract.js';
import type { ReadGate } from './commit-gate.js';
import type { CommitFigures, CommitWatch } from './commit-watch.js';
import { withGapEvidence } from './delivery-inputs.js';
import { readEvaluationContext, readWindowContext } from './indicator-inputs.js';
import type { IndicatorSources } from './indicator-inputs.js';
import { isEndOpen } from './open-end.js';
import { OverdueCache } from './overdue-cache.js';
import { traceReadingsOfBatches } from './trace-readings.js';
import type { TraceQuestion } from './trace-readings.js';
import type { Projection, ProjectionStatus } from './projection.js';
import type { ReprojectionRequest, Reprojections } from './reprojections.js';
import type { Progress, Unsettled } from './shared-progress.js';

export interface TelemetryStatus extends ProjectionStatus {
  /** What stopped the projection for good; null while it runs. */
  readonly stopped: string | null;
  readonly commits: CommitFigures;
}

/** A part of a project's window: the rows of its telemetry indicators, and what dashboards draw beside them. */
export interface ChartedSpan {
  readonly rows: readonly IndicatorRow[];
  readonly charted: readonly ChartedFigure[];
}

/** A fault in the worker: being retried (`attempt` from 1), or the end of the projection (0). */
export interface TelemetryAlarm {
  readonly code: string;
  readonly message: string;
  readonly help: { readonly zh: string; readonly en: string } | undefined;
  readonly attempt: number;
}

export interface TelemetryParts {
  readonly store: TelemetryView;
  readonly gate: ReadGate;
  readonly projection: Projection;
  readonly progress: Progress;
  readonly watch: CommitWatch;
  readonly inventories: InventoryBook;
  /** Where readings can be lost apart from what counts them. */
  readonly reprojections: Reprojections | undefined;
  readonly tap: CommitTap;
  /** Tells other processes what the journal of this one will number next, and what it numbered up to its last message. */
  readonly reportHead: (nextSequence: number, messagesUntil: number) => Promise<void>;
  /** Closes what was opened, once nothing is projected any more. */
  readonly close: () => Promise<void>;
  /** Lets the thread end. */
  readonly end: () => void;
}

/**
 * What the telemetry worker offers to the other threads: every read of stored telemetry goes through here, and indicators
 * are computed beside the data. Who writes the store is the projection's affair.
 */
export class TelemetryService {
  private readonly store: TelemetryView;
  private readonly projection: Projection;
  private readonly overdue = new OverdueCache();
  private stopped: string | null = null;

  constructor(private readonly parts: TelemetryParts) {
    this.store = parts.store;
    this.projection = parts.projection;
  }

  /** Runs the projection until it is stopped; answers when it has ended. */
  async project(): Promise<void> {
    try {
      await this.projection.run();
    } catch (error) {
      this.stopped = error instanceof Error ? error.message : String(error);
      throw error;
    }
  }

  async updateInventories(inventories: readonly ProjectInventory[]): Promise<void> {
    for (const inventory of inventories) this.parts.inventories.update(inventory);
  }

  async status(): Promise<TelemetryStatus> {
    const { nextSequence, messagesPerSecond, condition, projectedUntil, storeClockSeconds } = this.projection.status();
    return { nextSequence, messagesPerSecond, condition, projectedUntil, storeClockSeconds, stopped: this.stopped, commits: this.parts.watch.read() };
  }

  /** Records up to the last message that are not projected yet: of the journal that the project is in, or of all. */
  pending(project?: string): Promise<number> {
    return this.parts.progress.pending(project);
  }

  /** Everything received until then is projected. */
  knownUntil(project?: string): Promise<Micros | undefined> {
    return this.parts.progress.knownUntil(project);
  }

  /** Resolves when everything acknowledged before the call is projected; rejects with `projection-behind` after the patience. */
  settled(project?: string, patienceMillis?: number): Promise<void> {
    return this.parts.progress.settled(project, patienceMillis);
  }

  /** Of these projects those that are not settled by then. */
  unsettled(projects: readonly string[], patienceMillis: number): Promise<readonly Unsettled[]> {
    return this.parts.progress.unsettled(projects, patienceMillis);
  }

  reportHead(nextSequence: number, messagesUntil: number): Promise<void> {
    return this.parts.reportHead(nextSequence, messagesUntil);
  }

  /** Indicators of the contract's targets over its window; by those of a year where one is named. */
  async indicators(sources: Omit<IndicatorSources, 'store'>, year?: number): Promise<readonly IndicatorRow[]> {
    return evaluateAll({ ...(await readEvaluationContext({ ...sources, store: this.store, overdue: this.overdue })), ...(year !== undefined && { year }) });
  }

  /** As `indicators`, with what dashboards draw of the same readings. */
  async charted(sources: Omit<IndicatorSources, 'store'>): Promise<ChartedSpan> {
    const measurement = measure(await readEvaluationContext({ ...sources, store: this.store, overdue: this.overdue }));
    const promised = [...new Set(sources.contract.targets.map(({ indicator }) => indicator))];
    return { rows: promised.map((id) => evaluateMeasured(id, measurement)), charted: chartedFigures(measurement) };
  }

  /** One of them, with how it came about. */
  async explain(indicator: string, sources: Omit<IndicatorSources, 'store'>): Promise<ExplainedRow> {
    return explain(indicator, await readEvaluationContext({ ...sources, store: this.store, overdue: this.overdue }));
  }

  /** As `indicators`, of a closed window alone: the same whatever came before and after it. */
  async windowIndicators(sources: Omit<IndicatorSources, 'store'>): Promise<readonly IndicatorRow[]> {
    return evaluateAll(await readWindowContext({ store: this.store, overdue: this.overdue, ...sources }));
  }

  /** Whether the silence of the platform at the end of the span, if there is any, is neither proven nor refuted yet. */
  isEndOpen(project: string, span: { readonly from: Micros; readonly to: Micros }): Promise<boolean> {
    return isEndOpen(this.store, project, span);
  }

  /** Whose fault the gaps of the contract's window are. */
  async gaps(sources: Omit<IndicatorSources, 'store'>): Promise<GapReport> {
    const context = await readWindowContext({ store: this.store, overdue: this.overdue, ...sources });
    return attributeGaps(measure(await withGapEvidence(context, this.store)));
  }

  /** As `indicators`, with the readings behind them written to files: both of one state of the store. */
  assess(order: AssessmentOrder): Promise<AssessmentFacts> {
    return this.parts.gate.hold(order.inventory.project, () => extractAssessment(this.store, order));
  }

  /** The rows that an assessment made now would have. */
  async assessedRows(sources: Omit<IndicatorSources, 'store'>): Promise<readonly IndicatorRow[]> {
    return evaluateAll(await withGapEvidence(await readEvaluationContext({ ...sources, store: this.store, overdue: this.overdue }), this.store));
  }

  /** What telemetry says of the cold chains of these batches. */
  traceReadings(question: TraceQuestion): Promise<readonly TraceReadings[]> {
    return traceReadingsOfBatches(this.store, question);
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

  /** Sessions that a broker lost, whole, that touch from ≤ t < to. */
  lostSessions(project: string, from: Micros, to: Micros): Promise<readonly LostSession[]> {
    return this.store.lostSessions(from, to, project);
  }

  /** Hours that late or replayed readings, or lost sessions, have touched since the cursor. */
  dirtyHours(project: string, after?: DirtyCursor): Promise<DirtyHours | undefined> {
    return this.store.dirtyHours(project, after);
  }

  /** Which set of data the project's answers are of; undefined where there is only one. */
  async dataSet(project: string): Promise<string | undefined> {
    return this.store.dataSet?.(project);
  }

  quarantine(query: QuarantineQuery): Promise<readonly QuarantineRow[]> {
    return this.store.quarantine(query);
  }

  /** Projects quarantined messages again with the present inventory. Waits for the next journal record. */
  replayQuarantine(project: string): Promise<ReplayOutcome> {
    return this.projection.replayQuarantine(project);
  }

  /** Asks for hours of a project to be written from the journal again, where readings of theirs are gone; one request of a project is open at a time. */
  async askForReprojection(hours: HoursOfProject, askedBy: string): Promise<ReprojectionRequest> {
    return this.parts.reprojections?.ask(hours, askedBy) ?? { kind: 'not-needed' };
  }

  /** The latest requests of a project, newest first. */
  async reprojections(project: string): Promise<readonly Reprojection[]> {
    return this.parts.reprojections?.list(project) ?? [];
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

  /** From now on what is stored of these projects, and of no others, is handed to the thread that asked. */
  async followLive(projects: readonly string[]): Promise<void> {
    this.parts.tap.follow(projects);
  }

  /** Tells of every followed project how far it is. */
  async markLive(): Promise<void> {
    this.parts.tap.mark();
  }

  compact(): Promise<void> {
    return this.projection.compact();
  }

  /** Ends the projection after the batch in hand and closes everything. */
  async close(): Promise<void> {
    await this.projection.stop();
    await this.parts.close();
    this.parts.end();
  }
}
