import { describe, expect, it } from '@jest/globals';
import { PERFORMANCE_LEVELS } from '@yanshou/catalogue';
import type { PerformanceLevelId } from '@yanshou/catalogue';
import { hundredths, isPoints, sumOfPoints } from '@yanshou/telemetry';
import type { ContractTarget, ProjectContract, SelfAssessmentVersion } from '@yanshou/telemetry';
import fc from 'fast-check';
import { sampleContract, sampleRows } from '../testing/sample-project.js';
import { SAMPLE_YEAR, sampleMoney, sampleSelfAssessment } from '../testing/sample-self-assessment.js';
import { assessedYear } from './assessed-year.js';
import { proposedScore, proposedWeights } from './proposals.js';
import type { SelfAssessmentRow, SelfAssessmentTable } from './self-assessment.js';

const rowOf = ({ rows }: SelfAssessmentTable, id: string): SelfAssessmentRow => rows.find(({ row }) => row === id) as SelfAssessmentRow;
const versionOf = ({ rows }: SelfAssessmentTable, change: (row: SelfAssessmentRow) => Partial<SelfAssessmentVersion['entries'][number]> = () => ({})): SelfAssessmentVersion => ({
  project: 'workshop', year: 2026, version: 3, who: 'member', at: 0,
  entries: rows.map((row) => ({ row: row.row, weight: row.weight, score: row.score ?? 0, deviation: row.explanationDue ? '原因与措施' : '', ...change(row) })),
});

const withByYear = (indicator: string, byYear: NonNullable<ContractTarget['byYear']>): ProjectContract => {
  const contract = sampleContract();
  return { ...contract, targets: contract.targets.map((target) => (target.indicator === indicator ? { ...target, byYear } : target)) };
};

describe('the yearly self-assessment', () => {
  const table = sampleSelfAssessment();

  it('has the indicators with the platform’s values, the milestones of the year, and the budget, by level', () => {
    expect(table.rows.map(({ row }) => row)).toEqual([
      'connected-equipment', 'process-data-points', 'ip-applications', 'networked-device-ratio', 'monitoring-valid-hours', 'milestone.in-time', 'milestone.late', 'milestone.never',
      'production-efficiency-gain', 'defect-rate-reduction', 'new-economic-benefit', 'budget-execution',
    ]);
    const sample = sampleRows()[0];
    const { figure, planned, actual, area, levelName } = rowOf(table, 'networked-device-ratio');
    expect([figure.value, figure.inputsDigest, figure.coverage, figure.clause]).toEqual([sample?.value, sample?.inputsDigest, sample?.coverage, sample?.clause]);
    expect([planned.zh, actual.zh, area.zh, levelName.zh]).toEqual(['≥ 70 %（全执行期目标，任务书未列年度目标）', '40.00 % (2/5)', '产出指标', '质量指标']);
    expect([rowOf(table, 'new-economic-benefit').actual, table.stamps, table.state, table.version]).toEqual([{ zh: '数据不足，暂不能判定', en: 'insufficient data' }, [], 'proposed', 0]);
    expect(sampleSelfAssessment(undefined, { rows: sampleRows({ origin: 'simulated' }) }).stamps).toEqual(['模拟数据 SIMULATED']);
  });

  it('judges by the target of the year where the contract states one: 40 % reached of 40 % for the year is met, of 70 % in all', () => {
    const of = (value: number, year = 2026) => {
      const byYear = [{ year, value }, { year: 2027, value: 70 }];
      return rowOf(sampleSelfAssessment(undefined, { rows: sampleRows({ contract: withByYear('networked-device-ratio', byYear), year: 2026 }) }), 'networked-device-ratio');
    };
    const [met, missed, other] = [of(40), of(40.5), of(40, 2025)];
    expect([met.planned, met.figure.verdict, met.figure.target, met.proposed.score === met.weight, met.explanationDue]).toEqual([{ zh: '≥ 40 %（本年度目标；全执行期 ≥ 70 %）', en: '≥ 40 % (of the year; ≥ 70 % of the whole term)' }, 'met', 40, true, false]);
    expect([missed.figure.verdict, missed.figure.value, missed.figure.inputsDigest]).toEqual(['not-met', 40, met.figure.inputsDigest]);
    expect([other.figure.verdict, other.figure.target, other.planned.zh]).toEqual(['not-met', 70, '≥ 70 %（全执行期目标，任务书未列年度目标）']);
    const undecided = sampleRows({ contract: withByYear('new-economic-benefit', [{ year: 2026, value: 1 }]), year: 2026 });
    expect(rowOf(sampleSelfAssessment(undefined, { rows: undecided }), 'new-economic-benefit').figure).toMatchObject({ verdict: 'insufficient-data', target: 1, value: null });
  });

  it('leaves what awaits a decision pending where it would reach the target of the year', () => {
    const rows = sampleRows({ contract: withByYear('ip-applications', [{ year: 2026, value: 2 }]), year: 2026 });
    expect(rowOf(sampleSelfAssessment(undefined, { rows }), 'ip-applications')).toMatchObject({ planned: { zh: '≥ 2 件（本年度目标；全执行期 ≥ 3 件）' }, figure: { value: 1, verdict: 'pending-evidence' }, proposed: { score: null } });
  });

  it('tells milestones by what was reported until the year’s end', () => {
    const said = (id: string) => [rowOf(table, `milestone.${id}`).figure.verdict, rowOf(table, `milestone.${id}`).figure.value, rowOf(table, `milestone.${id}`).actual.en];
    expect([said('in-time'), said('late'), said('never')]).toEqual([['met', 1, 'done in time: =HYPERLINK("http://x")'], ['not-met', 0, 'done late: =HYPERLINK("http://x")'], ['not-met', 0, 'overdue']]);
    const inMay = sampleSelfAssessment(undefined, { year: { ...SAMPLE_YEAR, asOf: Date.UTC(2026, 4, 1) * 1_000 } });
    expect(rowOf(inMay, 'milestone.late')).toMatchObject({ figure: { verdict: 'insufficient-data', value: null }, actual: { zh: '未到期' }, proposed: { score: null } });
  });

  it('tells the budget from audited investment, and not what is not audited', () => {
    expect(rowOf(table, 'budget-execution')).toMatchObject({ weight: 10, actual: { zh: '80.00 %（80 / 100 万元）' }, proposed: { score: 8 }, figure: { verdict: 'not-met', value: 80, coverage: 1 } });
    const over = sampleSelfAssessment(undefined, { money: sampleMoney(['50000000', '50000001']) });
    expect(rowOf(over, 'budget-execution')).toMatchObject({ proposed: { score: 10 }, figure: { verdict: 'met', value: 100.000001 } });
    const nearly = sampleSelfAssessment(undefined, { money: sampleMoney(['50000000', '49999999']) });
    expect(rowOf(nearly, 'budget-execution')).toMatchObject({ actual: { zh: '99.999999 %（99.999999 / 100 万元）' }, proposed: { score: 9.99 }, figure: { verdict: 'not-met' } });
    const half = sampleSelfAssessment(undefined, { money: sampleMoney(['50000000']) });
    expect(rowOf(half, 'budget-execution')).toMatchObject({ proposed: { score: null }, figure: { verdict: 'pending-evidence', value: null, coverage: 0.5, reasons: [{ zh: '该年度投资尚未全部审定' }] } });
    expect(rowOf(sampleSelfAssessment(undefined, { money: undefined }), 'budget-execution')).toMatchObject({ figure: { verdict: 'insufficient-data', value: null }, score: null });
  });

  it('demands weights of a hundred, a score for each row, and reasons for whatever is not met', () => {
    expect(new Set(table.faults.map(({ code }) => code))).toEqual(new Set(['score-missing', 'deviation-missing']));
    const whole = sampleSelfAssessment(versionOf(table));
    expect([whole.faults, whole.state, whole.version, whole.totals.weight]).toEqual([[], 'draft', 3, 100]);
    expect(whole.totals.score).toBe(sumOfPoints(whole.rows.map(({ score }) => score ?? NaN)));
    const silent = sampleSelfAssessment(versionOf(table, ({ row }) => (row === 'networked-device-ratio' ? { deviation: ' ' } : {})));
    expect(silent.faults.map(({ code, row }) => [code, row])).toEqual([['deviation-missing', 'networked-device-ratio']]);
    const grown = sampleSelfAssessment({ ...versionOf(table), entries: versionOf(table).entries.slice(1) });
    expect([rowOf(grown, 'connected-equipment').weight, grown.faults.map(({ code, row }) => [code, row])]).toEqual([0, [['weights', ''], ['score-missing', 'connected-equipment']]]);
  });

  it('takes a row to another level, and changes no value by it', () => {
    const moved = sampleSelfAssessment(versionOf(table, ({ row }) => (row === 'ip-applications' ? { level: 'social' } : { level: 'no-such-level' })));
    expect(rowOf(moved, 'ip-applications')).toMatchObject({ area: { zh: '效益指标' }, levelName: { zh: '社会效益指标' }, figure: rowOf(table, 'ip-applications').figure });
    expect(rowOf(moved, 'networked-device-ratio').levelName.zh).toBe('质量指标');
  });

  it('knows the year of a zone and no value of after it', () => {
    const { from, to, asOf } = assessedYear(2026, 'Asia/Shanghai', Date.UTC(2026, 5, 1) * 1_000);
    expect([from, to, asOf]).toEqual([Date.UTC(2025, 11, 31, 16) * 1_000, Date.UTC(2026, 11, 31, 16) * 1_000, Date.UTC(2026, 5, 1) * 1_000]);
    expect(assessedYear(2026, 'Asia/Shanghai', to + 1).asOf).toBe(to);
  });
});

describe('suggestions', () => {
  const levels = Object.keys(PERFORMANCE_LEVELS) as PerformanceLevelId[];
  const lines = fc.array(fc.constantFrom(...levels), { minLength: 1, maxLength: 200 }).map((chosen) => [...chosen.map((level, index) => ({ row: `r${index}`, level })), { row: 'budget-execution', level: null }]);

  it('of weights come to exactly a hundred, whatever rows there are', () => {
    fc.assert(fc.property(lines, (given) => {
      const weights = [...proposedWeights(given).values()];
      expect([weights.length, weights.every(isPoints), sumOfPoints(weights)]).toEqual([given.length, true, 100]);
    }));
  });

  it('of scores are whole exactly when the target is met, and never above the weight', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (weight, counted) => {
      const score = proposedScore(weight / 100, counted);
      expect([isPoints(score ?? NaN), hundredths(score ?? NaN) <= weight, hundredths(score ?? NaN) === weight]).toEqual([true, true, counted === 1]);
    }));
    expect([proposedScore(10, null), proposedScore(7.5, 0.58)]).toEqual([null, 4.35]);
  });
});
