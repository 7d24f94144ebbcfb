import type { LifeCycleEventView, MilestoneView } from '@yanshou/api-schema';
import { milestoneStanding } from '@yanshou/telemetry';
import type { LifeCycleEvent, Micros, Milestone } from '@yanshou/telemetry';
import { compact, iso } from './times.js';

/** A milestone as the API shows it, with how it stands now. */
export function milestoneView({ project: _, due, reports, changes, ...rest }: Milestone, now: Micros): MilestoneView {
  return {
    ...rest, due: iso(due), ...milestoneStanding({ due, reports }, now),
    reports: reports.map((report) => ({ ...report, asOf: iso(report.asOf), at: iso(report.at) })),
    changes: changes.map((change) => ({ ...change, from: iso(change.from), to: iso(change.to), approvedAt: iso(change.approvedAt), at: iso(change.at) })),
  };
}

export const eventView = ({ project: _, at, until, recordedAt, ...rest }: LifeCycleEvent): LifeCycleEventView =>
  compact({ ...rest, at: iso(at), recordedAt: iso(recordedAt), until: until === undefined ? undefined : iso(until) }) as LifeCycleEventView;

const MONTHS_PER_QUARTER = 3;

/** Id and names of the milestone at the end of a quarter; `due` is the first moment after it. */
export function quarterName(due: Micros, zone: string): Pick<Milestone, 'id' | 'nameZh' | 'nameEn'> {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: 'numeric' }).formatToParts(due / 1_000 - 1);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const [year, quarter] = [part('year'), Math.ceil(part('month') / MONTHS_PER_QUARTER)];
  return { id: `${year}-Q${quarter}`, nameZh: `${year} 年第 ${quarter} 季度`, nameEn: `quarter ${quarter} of ${year}` };
}
