import type { AnswerOf, Contract, PlannedTimeView, Project } from '@yanshou/api-schema';
import type { ProjectRecord } from '@yanshou/registry';
import type { CalendarPart, PlannedTime, ProjectContract, ScopedCalendar } from '@yanshou/telemetry';
import { compact, iso, micros, spanIn, spanOut } from './times.js';

type CalendarView = AnswerOf<'readCalendar'>['items'][number];
type CalendarPartView = Pick<CalendarView, 'plannedTime' | 'validFrom' | 'wider'>;

/** Planned time with its times as text. */
export const plannedTimeView = ({ exemptions, shifts, ...rest }: PlannedTime): PlannedTimeView => compact({
  ...rest, shifts: shifts.map((shift) => ({ ...shift, ...(shift.weekdays ? { weekdays: [...shift.weekdays] } : {}) })),
  exemptions: exemptions?.map((exemption) => ({ ...spanOut(exemption), reason: exemption.reason, ...(exemption.kind && { kind: exemption.kind }) })),
}) as PlannedTimeView;

export const plannedTimeOf = ({ exemptions, ...rest }: PlannedTimeView): PlannedTime => compact({
  ...rest, exemptions: exemptions?.map((exemption) => ({ ...spanIn(exemption), reason: exemption.reason, ...(exemption.kind && { kind: exemption.kind }) })),
}) as PlannedTime;

const partView = ({ plannedTime, validFrom, wider }: CalendarPart): CalendarPartView => compact({ plannedTime: plannedTimeView(plannedTime), validFrom: validFrom === undefined ? undefined : iso(validFrom), wider });

export const calendarView = ({ scope, earlier, ...part }: ScopedCalendar): CalendarView => compact({ scope, ...partView(part), earlier: earlier?.map(partView) });

/** A contract as the API shows it; project, programme and the calendars stand beside it. */
export function contractView({ project, programme, targets, window, baseline, term, plannedTime, calendars: _, ...rest }: ProjectContract): Contract {
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
