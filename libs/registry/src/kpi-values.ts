import { sql } from 'kysely';
import { canonicalJson } from './canonical-json.js';
import type { ChangeSession } from './change-session.js';
import { KPI_VALUE } from './entity-kinds.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault } from './input-fault.js';
import type { KpiValue, KpiValueVersion } from './records.js';
import { Refusal } from './state-writer.js';
import { checkId, checkSpan, checkText, firstFault, firstOf } from './validation/field-checks.js';

/** A value but for its version. */
export const windowKey = ({ indicator, unit, from, to }: KpiValue): string => [indicator, unit, from, to].join('/');

/** Times of this many digits are in the order of their texts; earlier ones have fewer. */
const ORDERED_FROM = 1_000_000_000_000_000;

/** Between which keys the values of the windows are that begin at `from` or later; some earlier ones may be among them. */
export const windowRange = (project: string, indicator: string, unit: string, from: number): readonly [after: string, before: string] => {
  const prefix = `${project}/${indicator}/${unit}/`;
  return [from >= ORDERED_FROM ? `${prefix}${from}` : prefix, `${prefix}:`];
};

export const checkKpiValues = (values: readonly KpiValue[]): InputFault | undefined => firstOf(values, checkKpiValue);

const checkKpiValue = (value: KpiValue): InputFault | undefined =>
  firstFault(
    checkId('project', value.project),
    checkText('indicator', value.indicator),
    checkSpan('window', value),
    value.value !== null && !Number.isFinite(value.value) && invalid('value', '须为有限数或空', 'must be finite or null'),
    checkText('inputsDigest', value.inputsDigest),
    checkText('formulaVersion', value.formulaVersion),
  );

/** Saves each value that differs from its latest version as the next one; a second version needs its reason. */
export async function saveKpiValues(session: ChangeSession, values: readonly KpiValue[], reason?: string): Promise<void> {
  const latest = await latestVersions(session, values);
  const versions = values.flatMap((value): KpiValueVersion[] => {
    const before = latest.get(fullKey(value));
    if (before !== undefined && canonicalJson(contentOf(before)) === canonicalJson(contentOf(value))) return [];
    if (before !== undefined && (reason ?? '').trim() === '') throw new Refusal(REASON_REQUIRED);
    const why = before === undefined || reason === undefined ? {} : { reason };
    return [{ ...value, version: (before?.version ?? 0) + 1, at: session.at, who: session.who, ...why }];
  });
  if (versions.length > 0) await session.save(KPI_VALUE, versions);
}

const REASON_REQUIRED = inputFault('reason-required', 'reason', '更正已有结果须说明原因', 'a restatement of a value needs its reason');

const contentOf = ({ formulaVersion, inputsDigest, value, detail }: KpiValue): unknown => ({ formulaVersion, inputsDigest, value, detail });

const fullKey = (value: KpiValue): string => `${value.project}/${windowKey(value)}`;

/** By key without version. The ranges are read by the index that orders keys by code point; `:` comes after every digit. */
async function latestVersions(session: ChangeSession, values: readonly KpiValue[]): Promise<ReadonlyMap<string, KpiValueVersion>> {
  if (values.length === 0) return new Map();
  const ranges = values.map((value) => sql<boolean>`(project = ${value.project} and key collate "C" > ${`${fullKey(value)}/`} and key collate "C" < ${`${fullKey(value)}/:`})`);
  const rows = await session.trx.selectFrom('kpi_values').select('state').where(sql<boolean>`${sql.join(ranges, sql` or `)}`).orderBy('revision').execute();
  return new Map(rows.map(({ state }) => [fullKey(state as KpiValueVersion), state as KpiValueVersion]));
}
