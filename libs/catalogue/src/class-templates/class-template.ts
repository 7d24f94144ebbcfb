import type { AssetKind, MetricDefinition } from '@yanshou/telemetry';

/** One demand of a minimum data set: any of the metrics meets it. */
export interface MinimumDemand {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly anyOf: readonly string[];
}

/** What a class of devices measures as a rule, and what it has to deliver at least. */
export interface ClassTemplate {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly assetKind: AssetKind;
  readonly judgingIntervalMinutes: number;
  readonly metrics: readonly MetricDefinition[];
  readonly minimum: readonly MinimumDemand[];
}

export interface MinimumData {
  /** Metrics of the minimum set that delivered, ascending. */
  readonly delivered: readonly string[];
  readonly missing: readonly MinimumDemand[];
}

/** What of the minimum set a device delivered; `valid` answers how many valid readings a metric had. */
export function minimumData({ minimum }: ClassTemplate, valid: (metric: string) => number): MinimumData {
  const has = (metric: string): boolean => valid(metric) > 0;
  return {
    delivered: [...new Set(minimum.flatMap(({ anyOf }) => anyOf.filter(has)))].sort(),
    missing: minimum.filter(({ anyOf }) => !anyOf.some(has)),
  };
}
