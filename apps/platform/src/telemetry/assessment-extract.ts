import { join } from 'node:path';
import { explainAll } from '@yanshou/kpi';
import type { EvaluationContext, IndicatorRow, IndicatorTrace, Leg } from '@yanshou/kpi';
import type { DeclaredGapRow, LedgerCounts, TelemetryView } from '@yanshou/store';
import type { DeclaredFigure, EvidenceItem, Micros, ProjectContract, ProjectInventory, TraceBatchItem } from '@yanshou/telemetry';
import { LEGS, MICROS_PER_HOUR, legPeriod } from '@yanshou/telemetry';
import { withGapEvidence } from './delivery-inputs.js';
import { readEvaluationContext } from './indicator-inputs.js';

/** What is to be assessed: the contract's window is the period. */
export interface AssessmentOrder {
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  readonly evidence: readonly EvidenceItem[];
  readonly figures: readonly DeclaredFigure[];
  readonly batches: readonly TraceBatchItem[];
  /** Messages acknowledged and not yet projected. */
  readonly pending: number;
  /** As of FoldSources. */
  readonly closedUntil?: Micros | undefined;
  /** An empty folder that the extracts are written to. */
  readonly directory: string;
}

/** Every stored reading of the project in the hours that touch a leg's period, as a file. */
export interface ExtractFile {
  readonly leg: Leg;
  readonly path: string;
  /** Whole hours: from ≤ time < to. */
  readonly from: Micros;
  readonly to: Micros;
  readonly readings: number;
}

/** What an assessment consists of as far as the stored data goes; all of it read from one state of the store. */
export interface AssessmentFacts {
  readonly context: EvaluationContext;
  readonly rows: readonly IndicatorRow[];
  /** Of the rows, in their order. */
  readonly traces: readonly IndicatorTrace[];
  readonly extracts: readonly ExtractFile[];
  readonly totals: LedgerCounts;
  readonly gaps: readonly DeclaredGapRow[];
}

/** Evaluates and extracts. The caller sees to it that nothing is committed meanwhile. */
export async function extractAssessment(store: TelemetryView, order: AssessmentOrder): Promise<AssessmentFacts> {
  const { inventory, contract } = order;
  const context = await withGapEvidence(await readEvaluationContext({ store, ...order }), store);
  const extracts: ExtractFile[] = [];
  for (const leg of LEGS) {
    const period = legPeriod(contract, leg);
    if (period) extracts.push(await extractLeg(store, inventory.project, { leg, directory: order.directory, ...wholeHours(period) }));
  }
  const [totals, gaps] = await Promise.all([store.totals(inventory.project), store.declaredGaps(inventory.project)]);
  const explained = explainAll(context);
  return { context, rows: explained.map(({ row }) => row), traces: explained.map(({ trace }) => trace), extracts, totals, gaps };
}

interface LegExtract {
  readonly leg: Leg;
  readonly directory: string;
  readonly from: Micros;
  readonly to: Micros;
}

async function extractLeg(store: TelemetryView, project: string, { leg, directory, from, to }: LegExtract): Promise<ExtractFile> {
  const path = join(directory, `${leg}.parquet`);
  return { leg, path, from, to, readings: await store.exportTo({ project, from, to }, 'parquet', path) };
}

const wholeHours = ({ from, to }: { readonly from: Micros; readonly to: Micros }): { readonly from: Micros; readonly to: Micros } =>
  ({ from: Math.floor(from / MICROS_PER_HOUR) * MICROS_PER_HOUR, to: Math.ceil(to / MICROS_PER_HOUR) * MICROS_PER_HOUR });
