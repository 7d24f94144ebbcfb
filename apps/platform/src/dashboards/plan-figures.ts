import { metricLimits } from '@yanshou/catalogue';
import type { LimitFigure, MilestoneFigure } from '@yanshou/store-influx';
import { milestoneStanding } from '@yanshou/telemetry';
import type { Micros, Milestone, ProjectContract, ProjectInventory } from '@yanshou/telemetry';

/** The limits that count at `at`, by contract and device classes. */
export const limitFigures = (contract: ProjectContract, { project, classes }: Pick<ProjectInventory, 'project' | 'classes'>, at: Micros): LimitFigure[] =>
  metricLimits(contract, classes, at).map((limit) => ({ project, at, ...limit }));

/** Every progress step as it stands at `at`. */
export const milestoneFigures = (milestones: readonly Milestone[], at: Micros): MilestoneFigure[] => milestones.map((milestone) => {
  const { project, id, nameZh, nameEn, planned, due, reports, changes } = milestone;
  const last = reports.at(-1);
  return { project, milestone: id, at, nameZh, nameEn, planned, due, ...milestoneStanding(milestone, at), reported: last?.state ?? '', asOf: last?.asOf ?? null, changes: changes.length };
});
