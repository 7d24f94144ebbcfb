import type { GapReport } from '@yanshou/kpi';
import type { Micros } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import { ApiProblem } from './problem.js';

interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

/** Two thousand devices over a month: beyond that the other questions of the thread that computes would wait too long. */
const MOST_DEVICE_HOURS = 1_500_000;
const KEPT_MICROS = MICROS_PER_MINUTE;
const MOST_KEPT = 8;

/** Throws `too-many-device-hours` (422) where devices × hours are more than are told at a time. */
export function demandBounded(devices: number, { from, to }: Span): void {
  const hours = Math.ceil((to - from) / MICROS_PER_HOUR);
  if (devices * hours <= MOST_DEVICE_HOURS) return;
  const most = Math.max(1, Math.floor(MOST_DEVICE_HOURS / devices));
  throw new ApiProblem({
    code: 'too-many-device-hours', field: 'to',
    zh: `项目有 ${devices} 台设备，一次查询 ${hours} 小时数据量过大；请把时段缩短到 ${most} 小时以内`, en: `of the project's ${devices} devices ${hours} hours are too much at a time: ask for at most ${most} hours`,
  });
}

/** Reports that were asked for within the last minute: its pages, and those who ask at the same time, share one computation. */
export class GapReports {
  private readonly kept = new Map<string, { readonly at: Micros; readonly report: Promise<GapReport> }>();

  constructor(private readonly now: () => Micros) {}

  /** A failure is not kept. */
  get(key: string, compute: () => Promise<GapReport>): Promise<GapReport> {
    const now = this.now();
    const found = this.kept.get(key);
    if (found !== undefined && now >= found.at && now - found.at < KEPT_MICROS) return found.report;
    const report = compute();
    this.kept.delete(key);
    this.kept.set(key, { at: now, report });
    for (const old of this.kept.keys()) if (this.kept.size > MOST_KEPT) this.kept.delete(old);
    report.catch(() => this.kept.get(key)?.report === report && this.kept.delete(key));
    return report;
  }
}
