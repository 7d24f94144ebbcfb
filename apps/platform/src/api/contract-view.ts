import type { Contract, PlannedTimeView, Project } from '@yanshou/api-schema';
import type { ProjectRecord } from '@yanshou/registry';
import type { PlannedTime, ProjectContract } from '@yanshou/telemetry';
import { compact, iso, micros, spanIn, spanOut } from './times.js';

/** Planned time with its times as text. */
export const plannedTimeView = ({ exemptions, shifts, ...rest }: PlannedTime): PlannedTimeView => compact({
  ...rest, shifts: shifts.map((shift) => ({ ...shift, ...(shift.weekdays ? { weekdays: [...shift.weekdays] } : {}) })),
  exemptions: exemptions?.map((exemption) => ({ ...spanOut(exemption), reason: exemption.reason, ...(exemption.kind && { kind: exemption.kind }) })),
}) as PlannedTimeView;

export const plannedTimeOf = ({ exemptions, ...rest }: PlannedTimeView): PlannedTime => compact({
  ...rest, exemptions: exemptions?.map((exemption) => ({ ...spanIn(exemption), reason: exemption.reason, ...(exemption.kind && { kind: exemption.kind }) })),
}) as PlannedTime;

/** A contract as the API shows it; project and programme stand beside it. */
export function contractView({ project, programme, targets, window, baseline, term, plannedTime, ...rest }: ProjectContract): Contract {
  return compact({
    ...rest,
    targets: targets.map(({ window: own, ...target }) => (own === undefined ? target : { ...target, window: spanOut(own) })),
    window: { ...window, ...spanOut(window) },
    baseline: baseline && spanOut(baseline),
    term: term && spanOut(term),
    plannedTime: plannedTimeView(plannedTime),
  }) as unknown as Contract;
}

/** The contract of a project as the registry keeps it. */
export function contractOf({ id: project, programme }: Pick<ProjectRecord, 'id' | 'programme'>, contract: Contract): ProjectContract {
  const { targets, window, baseline, term, plannedTime, ...rest } = contract;
  return compact({
    project, programme, ...rest,
    targets: targets.map(({ window: own, ...target }) => (own === undefined ? target : { ...target, window: spanIn(own) })),
    window: compact({ ...window, ...spanIn(window) }),
    baseline: baseline && spanIn(baseline),
    term: term && spanIn(term),
    plannedTime: plannedTimeOf(plannedTime),
  }) as ProjectContract;
}

export const projectView = (project: ProjectRecord): Project => ({ ...project, acceptedFrom: iso(project.acceptedFrom) });

export const projectOf = (project: Project): ProjectRecord => {
  const { id, programme, nameZh, nameEn, zone, demonstration, unknownMetric } = project;
  return { id, programme, nameZh, nameEn, zone, demonstration, unknownMetric, acceptedFrom: micros(project.acceptedFrom) };
};
