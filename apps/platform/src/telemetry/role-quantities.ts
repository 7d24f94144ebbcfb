import { findIndicator } from '@yanshou/catalogue';
import type { EvaluationContext, MinuteRange, RoleMetric } from '@yanshou/kpi';
import { ReadingQualityFold, RoleQuantityFold, SeriesWindowFold, TrainingFold, legSpans, pieceTerms, roleMetrics, windowPlan } from '@yanshou/kpi';
import type { TelemetryView } from '@yanshou/store';
import { legPeriod } from '@yanshou/telemetry';
import type { Leg, MetricRole, Micros, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { foldMetric } from './kept-folds/fold-metric.js';
import type { LegFolds } from './kept-folds/fold-metric.js';
import { legTiles } from './kept-folds/leg-tiles.js';
import type { LegTile } from './kept-folds/leg-tiles.js';

/** What is folded from raw readings. */
export type FoldedReadings = Pick<EvaluationContext, 'quantities' | 'windows' | 'quality' | 'training'>;

/** A period's readings folded before, where they are still what they were. */
export interface KeptFolds {
  get(sources: FoldSources, fold: () => Promise<FoldedReadings>): Promise<FoldedReadings>;
}

export interface FoldSources {
  readonly store: TelemetryView;
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  /** The platform's downtime, in which nothing becomes late. */
  readonly down: readonly MinuteRange[];
  /** Everything that was received in time for the time before is projected: what comes to it later is told by the store as late. Nothing is kept without it. */
  readonly closedUntil?: Micros | undefined;
}

/**
 * Exact quantities, windows and worth, in both legs, of the metrics whose role a target of the contract reads, by the folds that the
 * verifier uses on an extract: the same numbers to the last digit. Of closed days what they say is kept (ADR 0040); the rest,
 * and training sessions, is streamed. `kept`: where a baseline lives longer than one evaluation.
 */
export async function readRoleMetrics(sources: FoldSources, kept?: KeptFolds): Promise<FoldedReadings> {
  const fold = (leg: Leg): Promise<FoldedReadings> => foldLeg(sources, leg);
  const baseline = await (kept === undefined ? fold('baseline') : kept.get(sources, () => fold('baseline')));
  const reporting = await fold('reporting');
  // The folds order rows by leg first. Training is read over the reporting period only.
  return {
    quantities: [...baseline.quantities, ...reporting.quantities], windows: [...baseline.windows, ...reporting.windows],
    quality: { series: [...(baseline.quality?.series ?? []), ...(reporting.quality?.series ?? [])] }, training: reporting.training ?? [],
  };
}

async function foldLeg(sources: FoldSources, leg: Leg): Promise<FoldedReadings> {
  const { store, inventory, contract, down } = sources;
  const quantities = new RoleQuantityFold(inventory, contract);
  const windows = new SeriesWindowFold(inventory, contract, down);
  const quality = new ReadingQualityFold(inventory, contract, down);
  const training = new TrainingFold(inventory, contract);
  const folds: LegFolds = {
    add: (reading) => { for (const fold of [quantities, windows, quality, training]) fold.add(leg, reading); },
    continueWith: (stretch) => {
      const takes = [quantities, windows, quality].map((fold) => fold.continueWith(leg, stretch));
      return takes.every((take) => take !== undefined) ? () => { for (const take of takes) take(); } : undefined;
    },
  };
  const tiles = legTiles(legSpans(contract, leg), contract.plannedTime.zone, sources.closedUntil ?? -Infinity);
  const { from, to } = legPeriod(contract, leg) ?? { from: 0, to: 0 };
  const atOnce: readonly LegTile[] = from < to ? [{ unit: 'rest', from, to, bounds: [] }] : [];
  for (const metric of metricsRead(inventory, contract, leg)) {
    const isKept = !roleMetrics(inventory).some((role) => role.metric.name === metric && isSession(role));
    await foldMetric({ store, inventory, of: { metric, terms: pieceTerms(inventory, contract, leg, metric) }, tiles: isKept ? tiles : atOnce }, folds);
  }
  return { quantities: quantities.finish(), windows: windows.finish(), quality: quality.finish(), training: training.finish() };
}

const TRAINING: ReadonlySet<MetricRole> = new Set<MetricRole>(['training-session', 'training-score']);

/** Sessions are times, of which stretches tell nothing. */
const isSession = ({ metric: { role } }: RoleMetric): boolean => TRAINING.has(role);

/** Names of those metrics: one query a name serves all devices. */
function metricsRead(inventory: ProjectInventory, contract: ProjectContract, leg: Leg): readonly string[] {
  const byAmount = contract.targets.flatMap(({ indicator }) => {
    const definition = findIndicator(indicator);
    return definition?.computed ? (definition.roles ?? []) : [];
  });
  const byWindow = [...windowPlan(contract)].filter(([, { legs }]) => legs.includes(leg)).map(([role]) => role);
  const roles = new Set([...byAmount, ...byWindow]);
  return [...new Set(roleMetrics(inventory).filter(({ metric }) => roles.has(metric.role)).map(({ metric }) => metric.name))];
}
