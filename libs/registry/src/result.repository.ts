import type { Micros, PeriodUnit } from '@yanshou/telemetry';
import { ASSESSMENT, KPI_VALUE } from './entity-kinds.js';
import type { Outcome } from './input-fault.js';
import { windowKey, windowRange } from './kpi-values.js';
import type { Assessment, Author, KpiValueVersion } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { checkId, checkSpan, checkText, firstFault } from './validation/field-checks.js';

/** Indicator values and assessments. */
export class ResultRepository {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  kpiValues = async (project: string, indicator?: string): Promise<KpiValueVersion[]> => {
    const latest = new Map<string, KpiValueVersion>();
    for (const value of await this.versions(project, indicator)) latest.set(windowKey(value), value);
    return [...latest.values()];
  };

  versions = async (project: string, indicator?: string): Promise<KpiValueVersion[]> =>
    (await this.reader.all(KPI_VALUE, project, indicator === undefined ? undefined : { indicator })).sort(byWindow);

  kpiWindows = async (project: string, indicators: readonly string[], unit: PeriodUnit, from: Micros): Promise<KpiValueVersion[]> => {
    const latest = new Map<string, KpiValueVersion>();
    for (const value of await this.reader.ranges(KPI_VALUE, project, indicators.map((indicator) => windowRange(project, indicator, unit, from)))) {
      if (value.from >= from && (latest.get(windowKey(value))?.version ?? 0) < value.version) latest.set(windowKey(value), value);
    }
    return [...latest.values()].sort(byWindow);
  };

  saveAssessment = (assessment: Assessment, author?: Author): Promise<Outcome> => {
    const { project, id, from, to, note } = assessment;
    const fault = firstFault(checkId('project', project), checkId('id', id), checkSpan('window', { from, to }), note !== '' && checkText('note', note));
    return this.writer.save(fault, ASSESSMENT, [assessment], author);
  };

  assessments = (project: string): Promise<Assessment[]> => this.reader.all(ASSESSMENT, project);

  assessment = (project: string, id: string): Promise<Assessment | undefined> => this.reader.one(ASSESSMENT, `${project}/${id}`);
}

const byWindow = (left: KpiValueVersion, right: KpiValueVersion): number =>
  compare(left.indicator, right.indicator) || left.from - right.from || left.to - right.to || compare(left.unit, right.unit) || left.version - right.version;

const compare = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);
