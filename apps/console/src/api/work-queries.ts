import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';
import { ROUTES } from './routes.js';
import { WORK_ROUTES } from './work-routes.js';
import type { PeriodUnit } from '@yanshou/telemetry';

const of = (project: string, signal: AbortSignal) => ({ params: { p: project }, signal });

export const evidenceQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'evidence'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.listEvidence, of(project, signal))).items,
});

/** Officers only: the platform refuses everyone else. */
export const findingsQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'findings'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.listEvidenceFindings, of(project, signal))).items,
});

export const reconciliationQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'reconciliation'],
  queryFn: ({ signal }) => request(WORK_ROUTES.readReconciliation, of(project, signal)),
});

export const replacementsQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'replacements'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.listReplacements, of(project, signal))).items,
});

export const gatewaysQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'gateways'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.listGateways, of(project, signal))).items,
});

export const calendarQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'calendar'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.readCalendar, of(project, signal))).items,
});

export const classesQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'classes'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.listClasses, of(project, signal))).items,
});

/** Part of this version of the platform. */
export const classTemplatesQuery = queryOptions({
  queryKey: ['class-templates'],
  staleTime: Infinity,
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.listClassTemplates, { signal })).items,
});

export const freezeQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'freeze'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.readFreeze, of(project, signal))).freeze,
});

export const changesQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'changes'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.listChanges, of(project, signal))).items,
});

export const lifeCycleQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'life-cycle'],
  queryFn: ({ signal }) => request(WORK_ROUTES.readLifeCycle, of(project, signal)),
});

export const milestonesQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'milestones'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.listMilestones, of(project, signal))).items,
});

export const moneyQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'money'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.readMoney, of(project, signal))).money,
});

export const designationsQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'designations'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.listDesignations, of(project, signal))).items,
});

export const eligibilityQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'eligibility'],
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.readEligibility, of(project, signal))).items,
});

export const standingQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'standing'],
  queryFn: ({ signal }) => request(WORK_ROUTES.readStanding, of(project, signal)),
});

/** Stored values by window, versions of a window one after another. */
export const windowsQuery = (project: string, indicator: string, unit: PeriodUnit) => queryOptions({
  queryKey: ['project', project, 'windows', indicator, unit],
  queryFn: async ({ signal }) => (await request(ROUTES.readIndicatorHistory, { params: { p: project, i: indicator }, query: { unit }, signal })).items,
});

/** An assessment never changes once it is issued. */
export const assessmentQuery = (project: string, assessment: string) => queryOptions({
  queryKey: ['project', project, 'assessment', assessment],
  staleTime: Infinity,
  queryFn: ({ signal }) => request(WORK_ROUTES.readAssessment, { params: { p: project, a: assessment }, signal }),
});

/** What auditors say of an assessment, and the digest of what they say it of. */
export const opinionsQuery = (project: string, assessment: string) => queryOptions({
  queryKey: ['project', project, 'opinions', assessment],
  queryFn: ({ signal }) => request(WORK_ROUTES.listOpinions, { params: { p: project, a: assessment }, signal }),
});

const ALARMS_REFRESH_MILLIS = 15_000;

export const alarmsQuery = queryOptions({
  queryKey: ['alarms'],
  refetchInterval: ALARMS_REFRESH_MILLIS,
  queryFn: async ({ signal }) => (await request(WORK_ROUTES.listAlarms, { signal })).items,
});
