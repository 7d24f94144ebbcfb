import { ASSESSMENT, KPI_VALUE } from './entity-kinds.js';
import { canonicalJson } from './canonical-json.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { Assessment, Author, KpiValue, KpiValueVersion } from './records.js';
import type { Database } from './schema.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkId, checkSpan, checkText, firstFault } from './validation/field-checks.js';

/** Indicator values and assessments. */
export class ResultRepository {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  saveKpiValue = (value: KpiValue, reason?: string, author?: Author): Promise<Outcome> =>
    this.writer.change(checkKpiValue(value), author, async (session) => {
      const latest = await latestVersion(session.trx, value);
      if (latest !== undefined && canonicalJson(contentOf(latest)) === canonicalJson(contentOf(value))) return { revision: session.head };
      if (latest !== undefined && (reason ?? '').trim() === '') throw new Refusal(REASON_REQUIRED);
      const why = latest === undefined || reason === undefined ? {} : { reason };
      const state = { ...value, version: (latest?.version ?? 0) + 1, at: session.at, who: session.who, ...why };
      return { revision: await session.save(KPI_VALUE, [state]) };
    });

  kpiValues = async (project: string, indicator?: string): Promise<KpiValueVersion[]> => {
    const latest = new Map<string, KpiValueVersion>();
    for (const value of await this.versions(project, indicator)) latest.set(windowKey(value), value);
    return [...latest.values()];
  };

  versions = async (project: string, indicator?: string): Promise<KpiValueVersion[]> =>
    (await this.reader.all(KPI_VALUE, project, indicator === undefined ? undefined : { indicator })).sort(byWindow);

  saveAssessment = (assessment: Assessment, author?: Author): Promise<Outcome> => {
    const { project, id, from, to, note } = assessment;
    const fault = firstFault(checkId('project', project), checkId('id', id), checkSpan('window', { from, to }), note !== '' && checkText('note', note));
    return this.writer.save(fault, ASSESSMENT, [assessment], author);
  };

  assessments = (project: string): Promise<Assessment[]> => this.reader.all(ASSESSMENT, project);

  assessment = (project: string, id: string): Promise<Assessment | undefined> => this.reader.one(ASSESSMENT, `${project}/${id}`);
}

const REASON_REQUIRED = inputFault('reason-required', 'reason', '更正已有结果须说明原因', 'a restatement of a value needs its reason');

const checkKpiValue = (value: KpiValue): InputFault | undefined =>
  firstFault(
    checkId('project', value.project),
    checkText('indicator', value.indicator),
    checkSpan('window', value),
    value.value !== null && !Number.isFinite(value.value) && invalid('value', '须为有限数或空', 'must be finite or null'),
    checkText('inputsDigest', value.inputsDigest),
    checkText('formulaVersion', value.formulaVersion),
  );

const contentOf = ({ formulaVersion, inputsDigest, value, detail }: KpiValue): unknown => ({ formulaVersion, inputsDigest, value, detail });

const windowKey = ({ indicator, unit, from, to }: KpiValue): string => [indicator, unit, from, to].join('/');

const byWindow = (left: KpiValueVersion, right: KpiValueVersion): number =>
  compare(left.indicator, right.indicator) || left.from - right.from || left.to - right.to || compare(left.unit, right.unit) || left.version - right.version;

const compare = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

async function latestVersion(trx: Database, value: KpiValue): Promise<KpiValueVersion | undefined> {
  const prefix = `${value.project}/${windowKey(value)}/`;
  const row = await trx.selectFrom('kpi_values').select('state')
    .where((where) => where(where.fn<string>('left', ['key', where.val(prefix.length)]), '=', prefix))
    .where('project', '=', value.project).orderBy('revision', 'desc').limit(1).executeTakeFirst();
  return row?.state as KpiValueVersion | undefined;
}
