import { findIndicator } from '@yanshou/catalogue';
import type { EvaluationContext, ExtractReading, MinuteRange } from '@yanshou/kpi';
import { ReadingQualityFold, RoleQuantityFold, SeriesWindowFold, TrainingFold, roleMetrics, windowPlan } from '@yanshou/kpi';
import type { ReadingPage, TelemetryView } from '@yanshou/store';
import { SERVER_STAMPED, ValueKind, UNUSED, legPeriod, originName, originOf, qualityLetter, qualityOf, valueKindOf } from '@yanshou/telemetry';
import type { Leg, ProjectContract, ProjectInventory } from '@yanshou/telemetry';

/** What is folded from raw readings. */
export type FoldedReadings = Pick<EvaluationContext, 'quantities' | 'windows' | 'quality' | 'training'>;

/** A period's readings folded before, where they are still what they were. */
export interface KeptFolds {
  get(sources: FoldSources, fold: () => Promise<FoldedReadings>): Promise<FoldedReadings>;
}

/**
 * Exact quantities, windows and worth, in both legs, of the metrics whose role a target of the contract reads. Their raw readings
 * are streamed through the folds that the verifier uses on an extract: the same numbers to the last digit. `down`: the
 * platform's downtime, in which nothing becomes late. `kept`: where a baseline lives longer than one evaluation.
 */
export async function readRoleMetrics(store: TelemetryView, inventory: ProjectInventory, contract: ProjectContract, down: readonly MinuteRange[], kept?: KeptFolds): Promise<FoldedReadings> {
  const sources = { store, inventory, contract, down };
  const fold = (leg: Leg): Promise<FoldedReadings> => foldLeg(sources, leg);
  const baseline = await (kept === undefined ? fold('baseline') : kept.get(sources, () => fold('baseline')));
  const reporting = await fold('reporting');
  // The folds order rows by leg first. Training is read over the reporting period only.
  return {
    quantities: [...baseline.quantities, ...reporting.quantities], windows: [...baseline.windows, ...reporting.windows],
    quality: { series: [...(baseline.quality?.series ?? []), ...(reporting.quality?.series ?? [])] }, training: reporting.training ?? [],
  };
}

interface FoldSources {
  readonly store: TelemetryView;
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  readonly down: readonly MinuteRange[];
}

async function foldLeg({ store, inventory, contract, down }: FoldSources, leg: Leg): Promise<FoldedReadings> {
  const quantities = new RoleQuantityFold(inventory, contract);
  const windows = new SeriesWindowFold(inventory, contract, down);
  const quality = new ReadingQualityFold(inventory, contract, down);
  const training = new TrainingFold(inventory, contract);
  const { project } = inventory;
  const { from, to } = legPeriod(contract, leg) ?? { from: 0, to: 0 };
  for (const metric of from < to ? metricsRead(inventory, contract, leg) : []) {
    for await (const page of store.readings({ project, metric, from, to })) {
      for (let row = 0; row < page.length; row += 1) {
        const reading = readingAt(page, row);
        quantities.add(leg, reading);
        windows.add(leg, reading);
        quality.add(leg, reading);
        training.add(leg, reading);
      }
    }
  }
  return { quantities: quantities.finish(), windows: windows.finish(), quality: quality.finish(), training: training.finish() };
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

/** A row of a page as an extract holds it. */
export function readingAt(page: ReadingPage, row: number): ExtractReading {
  const flags = page.flags[row] as number;
  const kind = valueKindOf(flags);
  return {
    device: page.device[row] as string,
    metric: page.metric[row] as string,
    at: page.at[row] as number,
    value: kind === ValueKind.text ? (page.text[row] as string) : (page.number[row] as number),
    kind: kind === ValueKind.text ? 'text' : kind === ValueKind.boolean ? 'boolean' : 'number',
    quality: qualityLetter(qualityOf(flags)),
    origin: originName(originOf(flags)),
    unused: (flags & UNUSED) !== 0,
    received: page.received[row] as number,
    serverStamped: (flags & SERVER_STAMPED) !== 0,
  };
}
