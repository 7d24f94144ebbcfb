import { findIndicator } from '@yanshou/catalogue';
import type { EvaluationContext, MinuteRange, PieceMetric } from '@yanshou/kpi';
import { ReadingQualityFold, RoleQuantityFold, SeriesWindowFold, TrainingFold, legSpans, pieceTerms, roleMetrics, windowPlan } from '@yanshou/kpi';
import type { TelemetryView } from '@yanshou/store';
import { legPeriod } from '@yanshou/telemetry';
import type { Leg, MetricRole, Micros, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { foldMetric } from './kept-folds/fold-metric.js';
import type { LegFolds } from './kept-folds/fold-metric.js';
import { legTiles, restOf } from './kept-folds/leg-tiles.js';
import type { LegTile, TileUnit } from './kept-folds/leg-tiles.js';

/** What is folded from raw readings. */
export type FoldedReadings = Pick<EvaluationContext, 'quantities' | 'windows' | 'quality' | 'training'>;

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
 * and training sessions, is streamed.
 */
export async function readRoleMetrics(sources: FoldSources): Promise<FoldedReadings> {
  const [baseline, reporting] = [await foldLeg(sources, 'baseline'), await foldLeg(sources, 'reporting')];
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
  const tilesOf = tilesBy(sources, leg);
  for (const metric of metricsRead(inventory, contract, leg)) {
    const of = { metric, terms: pieceTerms(inventory, contract, leg, metric) };
    await foldMetric({ store, inventory, of, tiles: tilesOf(of) }, folds);
  }
  return { quantities: quantities.finish(), windows: windows.finish(), quality: quality.finish(), training: training.finish() };
}

const TRAINING: ReadonlySet<MetricRole> = new Set<MetricRole>(['training-session', 'training-score']);

/** Windows of hours are long: of more series than these, a month of them would be too much at a time. */
const MOST_BY_HOUR = 50;

/** How a metric is read over a leg. Sessions are times, of which what is kept tells nothing. */
function tilesBy({ inventory, contract, closedUntil = -Infinity }: FoldSources, leg: Leg): (of: PieceMetric) => readonly LegTile[] {
  const atOnce = restOf(legPeriod(contract, leg) ?? { from: 0, to: 0 });
  const by = (longest: TileUnit): readonly LegTile[] => legTiles(legSpans(contract, leg), { zone: contract.plannedTime.zone, closedUntil, longest });
  return ({ metric, terms }) => {
    if (roleMetrics(inventory).some((role) => role.metric.name === metric && TRAINING.has(role.metric.role))) return atOnce;
    if (![...terms.values()].some(({ windows }) => windows?.unit === 'hour')) return by('quarter');
    return by(terms.size > MOST_BY_HOUR ? 'day' : 'month');
  };
}

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
