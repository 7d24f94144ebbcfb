import type { IndicatorRow } from '@yanshou/kpi';
import { CHECK_CAUSES } from '@yanshou/registry';
import type { Assessment, AssessmentCheck, CheckCause, CheckStanding } from '@yanshou/registry';
import { restatementOf, supersededOf } from '@yanshou/reports';
import type { RestatedFigures, RestatedIndicator, Statement } from '@yanshou/reports';
import { LATE_DATA, LOST_SESSION, REPLAYED_QUARANTINE, RESTORED_READINGS } from '@yanshou/store';
import type { Micros } from '@yanshou/telemetry';
import { tellsChange } from '../indicators/facts-digests.js';

/** What an assessment would say if it were made now, and what is known of why that may differ. */
export interface Reassessed {
  readonly rows: readonly IndicatorRow[];
  readonly facts: AssessmentCheck['facts'];
  /** What has touched the period since the last check (libs/store, DirtyHour). */
  readonly touched: number;
  readonly now: Micros;
}

/** An indicator that differs, with the clause it is demanded by. */
export type StandingChange = RestatedIndicator & { readonly clause: string };

/** What people read of a value; beside it only inputs can differ. */
const FIGURES = ['value', 'numerator', 'denominator', 'coverage', 'platformCoverage', 'target', 'verdict'] as const satisfies readonly (keyof RestatedFigures)[];

/** The check of an assessment that was just made. */
export const currentCheck = ({ project, id }: Pick<Assessment, 'project' | 'id'>, facts: AssessmentCheck['facts']): AssessmentCheck =>
  ({ project, assessment: id, standing: 'current', since: null, causes: [], facts, changes: [] });

/** Whether an issued assessment still says what would be said now, and why not. Pure; compares to the bit. */
export function standingOf(assessment: Assessment, before: AssessmentCheck | undefined, { rows, facts, touched, now }: Reassessed): AssessmentCheck {
  const statement = assessment.statement as Statement;
  const changes = restatementOf(supersededOf(statement, ''), rows).indicators.filter(({ changed }) => changed);
  if (changes.length === 0) return currentCheck(assessment, facts);
  const standing: CheckStanding = changes.some(figuresDiffer) ? 'to-restate' : 'inputs-changed';
  const causes = new Set<CheckCause>([...(before?.causes ?? []).filter((cause) => cause !== 'unknown'), ...causesOf(before, facts, touched), ...(changes.some(otherFormula) ? ['formula' as const] : [])]);
  const since = before?.standing === standing ? before.since : now;
  return {
    project: assessment.project, assessment: assessment.id, standing, since, facts,
    causes: causes.size === 0 ? ['unknown'] : CHECK_CAUSES.filter((cause) => causes.has(cause)),
    changes: changes.map((change): StandingChange => ({ ...change, clause: clauseOf(statement, rows, change.indicator) })),
  };
}

const figuresDiffer = ({ before, after }: RestatedIndicator): boolean => before === null || after === null || FIGURES.some((name) => before[name] !== after[name]);
const otherFormula = ({ before, after }: RestatedIndicator): boolean => before !== null && after !== null && before.formulaVersion !== after.formulaVersion;

const OF_DATA: readonly (readonly [bit: number, cause: CheckCause])[] = [[LATE_DATA, 'late-data'], [REPLAYED_QUARANTINE, 'replayed-quarantine'], [RESTORED_READINGS, 'restored-readings'], [LOST_SESSION, 'lost-session']];

function causesOf(before: AssessmentCheck | undefined, facts: AssessmentCheck['facts'], touched: number): readonly CheckCause[] {
  const data = OF_DATA.flatMap(([bit, cause]) => ((touched & bit) === 0 ? [] : [cause]));
  const told = before === undefined ? [] : CHECK_CAUSES.filter((cause) => cause in facts && tellsChange(before.facts[cause], facts[cause]));
  return [...data, ...told];
}

const clauseOf = ({ indicators }: Statement, rows: readonly IndicatorRow[], indicator: string): string =>
  [...rows, ...indicators.map(({ row }) => row)].find((row) => row.indicator === indicator)?.clause ?? '';
