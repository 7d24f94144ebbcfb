import type { AnswerOf, AssessmentEntry, DeclaredFigureView, StoredValue } from '@yanshou/api-schema';
import { WINDOW, digestOf, rowsOf } from './mock-rows.js';

const MILLIS_PER_DAY = 86_400_000;
const DAYS = 31;

/** A month of daily values that climb to today's; some days are missing. */
export function historyOf(project: string, indicator: string): StoredValue[] {
  const row = rowsOf(project).find((one) => one.indicator === indicator);
  if (!row || row.value === null) return [];
  const { value, formulaVersion } = row;
  return Array.from({ length: DAYS }, (_, day) => day).filter((day) => day % 13 !== 9 && day !== 10).flatMap((day) => {
    const at = (offset: number): string => new Date(Date.parse(WINDOW.from) + (day + offset) * MILLIS_PER_DAY).toISOString();
    const then = day === DAYS - 1 ? value : value * (0.8 + (0.2 * day) / DAYS) + ((day * 7) % 5) - 2;
    const met = row.target !== null && then >= row.target;
    const stored: StoredValue = {
      from: at(0), to: at(1), unit: 'day', value: day === 20 ? null : then, verdict: day === 20 ? 'insufficient-data' : met ? 'met' : 'not-met',
      coverage: 0.9 + ((day * 3) % 10) / 100, platformCoverage: day === 20 ? 0.41 : 0.998, formulaVersion, inputsDigest: digestOf(`${project}${indicator}${day}`), version: 1, at: at(1),
    };
    return day === RESTATED_DAY ? [{ ...stored, value: then - 1.5, coverage: 0.81 }, restatedOf(stored, at(6))] : [stored];
  });
}

const RESTATED_DAY = 27;
const restatedOf = (stored: StoredValue, at: string): StoredValue => ({
  ...stored, version: 2, at, reason: '迟到数据补入 / late data came in', inputsDigest: digestOf(`restated ${stored.from}`), difference: { value: 1.5, numerator: null, denominator: null, coverage: 0.1 },
});

/** What the second assessment says of the first. */
export function restatedStatement(project: string): unknown {
  const rows = rowsOf(project);
  const indicators = rows.map((row, index) => {
    const before = index === 0 ? { ...row, value: 40, numerator: 2, coverage: 0.52, inputsDigest: digestOf('before') } : row;
    const { indicator, nameZh, nameEn, unit } = row;
    return { indicator, nameZh, nameEn, unit, before, after: row, difference: { value: index === 0 ? 20 : 0 }, changed: index === 0 };
  });
  return { indicators: rows.map((row) => ({ row })), restatement: { assessment: 'A-20261102-1', statementDigest: digestOf('statement'), indicators } };
}

/** Of the second assessment: more data came late since. */
function toRestate(project: string): NonNullable<AssessmentEntry['standing']> {
  const changes = rowsOf(project).slice(0, 1).map((row) => {
    const { indicator, nameZh, nameEn, unit, clause } = row;
    const after = { ...row, value: 80, numerator: 4, coverage: 0.91, inputsDigest: digestOf('after') };
    return { indicator, nameZh, nameEn, unit, clause, before: row, after, difference: { value: 20 }, changed: true };
  });
  return { standing: 'to-restate', since: '2026-11-04T01:20:00Z', causes: [{ zh: '迟到数据补入', en: 'late data came in' }], changes };
}

export const FIGURES: readonly DeclaredFigureView[] = [
  {
    id: 'f1', indicator: 'networked-device-ratio', purpose: 'own', quantity: 'value', amount: 80, unit: '%', sourceKind: 'entered', status: 'submitted', statedBy: 'liu',
    statedAt: '2026-11-01T02:00:00Z', explanation: '含 10 月 28 日联网的 Mazak01',
  },
  { id: 'f2', indicator: 'networked-device-ratio', purpose: 'audited', quantity: 'value', amount: 60, unit: '%', sourceKind: 'entered', status: 'accepted', statedBy: 'auditor-wang', statedAt: '2026-11-02T02:00:00Z' },
];

const STATEMENT = `sha256:${'5'.repeat(64)}`;

/** One auditor did not agree with the first assessment, and put that right. */
export function opinionsOf(assessment: string): AnswerOf<'listOpinions'> {
  const given = { assessment, statement: STATEMENT, auditor: { id: 'auditor-wang', name: '王会计' }, indicators: ['networked-device-ratio'], supersededBy: null };
  const figure = { indicator: 'networked-device-ratio', value: 60, unit: '%', source: '现场清点表 3', period: WINDOW, platform: 40, difference: 20 };
  return { statement: STATEMENT, items: assessment !== 'A-20261102-1' ? [] : [
    { ...given, number: 1, at: '2026-11-02T03:00:00Z', conclusion: 'disagrees', text: '现场三台已联网', figures: [{ ...figure, explanation: 'Mazak01 于 10 月 28 日联网' }], corrects: null, correctedBy: 2, previous: null, digest: `sha256:${'1'.repeat(64)}` },
    { ...given, number: 2, at: '2026-11-02T08:00:00Z', conclusion: 'agrees-with-reservations', text: '更正：联网日晚于核算截止', figures: [], corrects: 1, correctedBy: null, previous: `sha256:${'1'.repeat(64)}`, digest: `sha256:${'2'.repeat(64)}` },
  ] };
}

export const initialAssessments = (): Map<string, AssessmentEntry[]> => new Map([
  ['workshop', [
    { id: 'A-20261102-1', ...WINDOW, note: '中期核算', opinions: { count: 1, disagreeing: 0 } },
    { id: 'A-20261103-1', ...WINDOW, note: '补传 10 月 28 日数据后更正', supersedes: 'A-20261102-1', standing: toRestate('workshop') },
  ]],
]);
