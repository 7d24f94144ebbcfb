import { describe, expect, it } from '@jest/globals';
import { AVERAGE_WEIGHTS, COMPUTED_INDICATORS, averageDemands, findIndicator } from '@yanshou/catalogue';
import fc from 'fast-check';
import { reductionRow, rowOf, undecided } from '../testing/portfolio-rows.js';
import { exactRowValue } from './exact-row-value.js';
import { programmeAverages } from './programme-average.js';
import type { AveragedProject, ProgrammeAverage } from './programme-average.js';

const COST = 'operating-cost-reduction';
const cost = (project: string, baseline: readonly [number, number], reporting: readonly [number, number]) =>
  reductionRow(project, COST, { baseline, reporting }, ['energy-cost', '元']);
const projectOf = (project: string, ...rows: AveragedProject['rows']): AveragedProject => ({ project, direction: 'P3.manufacturing', rows });
const averageOf = (indicator: string, projects: readonly AveragedProject[], programme = 'P3'): ProgrammeAverage => {
  const found = programmeAverages(programme, projects).find((average) => average.indicator === indicator);
  if (found === undefined) throw new Error(`no average of ${indicator}`);
  return found;
};

/**
 * By hand: a from 10 元 to 7 元 a piece, 1 000 pieces (30 %, would have cost 10 000); b from 20 to 18, 100 pieces (10 %, would
 * have cost 2 000). Plain (30 + 10) ÷ 2 = 20; weighted (3 000 + 200) ÷ 12 000 = 26.666…; with c as 0: 40 ÷ 3 = 13.333….
 */
const a = projectOf('a', cost('a', [10, 1], [7_000, 1_000]));
const b = projectOf('b', cost('b', [20, 1], [1_800, 100]));
const c = projectOf('c', rowOf('c', COST, null));

describe('an average of a programme', () => {
  it('states the plain and the weighted mean, who is left out and why, and what it were with those as 0', () => {
    expect(averageOf(COST, [a, b, c])).toMatchObject({
      kind: 'mean', n: 2, mean: 20, weightedMean: 80 / 3, meanWithMissingAsZero: 40 / 3, target: 20, comparator: '>=', clause: 'S002 智能制造 专栏3',
      weight: { unit: '元', zh: expect.stringContaining('基期单位成本') }, weightReason: null, coverage: 0.95, platformCoverage: 1, origins: ['live'],
      members: [{ project: 'a', value: 30, weight: 10_000, coverage: 0.95 }, { project: 'b', value: 10, weight: 2_000 }],
      leftOut: [{ project: 'c', zh: '台账为空', en: 'the inventory is empty' }], inputsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
  });

  it('is met where every figure reaches the target, not met where none does, and undecided in between, by the full value', () => {
    expect(averageOf(COST, [a, b])).toMatchObject({ mean: 20, verdict: 'met', reasons: [] });
    expect(averageOf(COST, [a, b, c])).toMatchObject({ verdict: 'insufficient-data', reasons: [{ zh: expect.stringContaining('结论不一致') }] });
    expect(averageOf(COST, [b])).toMatchObject({ verdict: 'not-met' });
    expect(averageOf(COST, [c])).toMatchObject({ n: 0, mean: null, weightedMean: null, meanWithMissingAsZero: null, coverage: null, verdict: 'insufficient-data' });
    const third = projectOf('third', rowOf('third', COST, 100 / 3, { numerator: 1, denominator: 3 }));
    const rest = [5, 5].map((value, index) => projectOf(`r${index}`, rowOf(`r${index}`, COST, value, { numerator: value, denominator: 100 })));
    // 33.333… + 5 + 5 + 36.666… = 80 ÷ 4: exactly 20, which doubles miss.
    const exact = projectOf('e', rowOf('e', COST, 110 / 3, { numerator: 11, denominator: 30 }));
    expect(averageOf(COST, [third, ...rest, exact])).toMatchObject({ mean: 20 });
  });

  it('leaves out a value that its coverage does not carry, and a project whose contract does not list what the document demands', () => {
    const low = projectOf('low', undecided(cost('low', [10, 1], [1, 1])));
    const other = projectOf('other', rowOf('other', 'standards', 3, { unit: '项', scale: 1, numerator: 3, denominator: 1 }));
    const average = averageOf(COST, [a, low, other]);
    expect([average.n, average.mean, average.meanWithMissingAsZero]).toEqual([1, 30, 10]);
    expect(average.leftOut.map(({ project, zh }) => [project, zh])).toEqual([['low', '设备数据完整率不足'], ['other', '任务书未列该指标']]);
    expect(averageOf('standards', [a, low, other])).toMatchObject({ n: 1, mean: 3, target: null, verdict: null, leftOut: [], weightReason: { zh: expect.stringContaining('不可相加') } });
  });

  it('of an energy gain never adds kWh to kgce, and says so', () => {
    const energy = (project: string, unit: string) => projectOf(project, reductionRow(project, 'energy-utilisation-gain', { baseline: [10, 1], reporting: [80, 10] }, ['energy', unit]));
    expect(averageOf('energy-utilisation-gain', [energy('x', 'kWh'), energy('y', 'kgce')])).toMatchObject({ mean: 20, weightedMean: null, weight: null, weightReason: { en: expect.stringContaining('not of one kind') } });
    expect(averageOf('energy-utilisation-gain', [energy('x', 'kWh'), energy('y', 'kWh')])).toMatchObject({ weightedMean: 20 });
  });

  it('of a rate over enterprises decides by the share over all: 15 of 20 and 1 of 80 are 16 of 100, not the mean of 75 % and 1.25 %', () => {
    const enterprise = (project: string, part: number, all: number) => {
      const quantity = (name: string, amount: number) => ({ quantity: name, amount, unit: '家', sourceKind: 'entered' as const, readings: 0, declaredFigure: 'd' });
      const leg = { leg: 'reporting' as const, numerator: String(part), denominator: String(all), value: part / all, unit: '', sourceKind: 'entered' as const, telemetry: false, intervals: null, readings: 0 };
      return projectOf(project, rowOf(project, 'smart-factory-penetration', (100 * part) / all, {
        numerator: part, denominator: all, coverage: null, kind: 'declared', figures: { exemptShare: null, legs: [{ ...leg, quantities: [quantity('qualifying-number', part), quantity('total-number', all)] }] },
      }));
    };
    expect(averageOf('smart-factory-penetration', [enterprise('x', 15, 20), enterprise('y', 1, 80)])).toMatchObject({ kind: 'rate', target: 20, mean: 38.125, weightedMean: 16, verdict: 'not-met', weight: { unit: '家' } });
    expect(averageOf('smart-factory-penetration', [enterprise('x', 15, 20), enterprise('y', 5, 80)])).toMatchObject({ weightedMean: 20, verdict: 'met' });
  });

  it('has a digest of the rows’ digests: in any order the same, and another when one of them or who is counted changes', () => {
    const digest = (projects: readonly AveragedProject[]) => averageOf(COST, projects).inputsDigest;
    expect(digest([c, b, a])).toBe(digest([a, b, c]));
    const changed = projectOf('b', { ...(b.rows[0] as AveragedProject['rows'][number]), inputsDigest: 'sha256:1' });
    const uncounted = projectOf('b', undecided(b.rows[0] as AveragedProject['rows'][number]));
    expect(new Set([digest([a, b, c]), digest([a, changed, c]), digest([a, uncounted, c]), digest([a, b])]).size).toBe(4);
  });
});

describe('what P3 demands of its demonstration projects together', () => {
  it('is its averages and rates, with clause and target, all of them weighed, and the sum of traceability bases', () => {
    expect(averageDemands('P3').map(({ indicator, comparator, target, kind }) => [indicator, comparator, target, kind])).toEqual([
      [COST, '>=', 20, 'mean'], ['production-efficiency-gain', '>=', 20, 'mean'], ['defect-rate-reduction', '>=', 20, 'mean'], ['energy-utilisation-gain', '>=', 10, 'mean'],
      ['development-cycle-reduction', '>=', 20, 'mean'], ['digital-rd-tool-penetration', '>', 70, 'rate'], ['key-process-nc-rate', '>', 50, 'rate'],
      ['integrated-it-application', '>=', 60, 'rate'], ['smart-factory-penetration', '>=', 20, 'rate'],
      ['smart-livestock-farm-ratio', '>=', 50, 'rate'], ['smart-facility-planting-ratio', '>=', 40, 'rate'], ['smart-aquaculture-ratio', '>=', 40, 'rate'],
      ['seed-traceability', '>=', 100, 'rate'], ['traceability-bases', '>=', 100, 'sum'], ['bus-remote-monitoring', '>=', 100, 'rate'], ['distribution-efficiency-gain', '>=', 20, 'mean'],
    ]);
    for (const { indicator } of averageDemands('P3').filter(({ kind }) => kind !== 'sum')) expect([indicator, AVERAGE_WEIGHTS.has(indicator)]).toEqual([indicator, true]);
    expect(averageDemands('P1')).toEqual([]);
  });

  it('is over all farms, not the mean of farms’ shares: 9 of 10 and 11 of 100 are 20 of 110', () => {
    const farms = (project: string, smart: number, all: number) =>
      ({ ...projectOf(project, rowOf(project, 'smart-livestock-farm-ratio', (100 * smart) / all, { numerator: smart, denominator: all })), direction: 'P3.agriculture' });
    expect(averageOf('smart-livestock-farm-ratio', [farms('x', 9, 10), farms('y', 11, 100)])).toMatchObject({ target: 50, kind: 'rate', mean: 50.5, weightedMean: 200 / 11, verdict: 'not-met', weight: { unit: '个' } });
    expect(averageOf('smart-livestock-farm-ratio', [farms('x', 1, 10), farms('y', 59, 110)])).toMatchObject({ weightedMean: 50, verdict: 'met' });
  });

  it('is a sum where the document wants a number of all: 60 and 40 bases are 100, 60 and an unknown number are not missed', () => {
    const bases = (project: string, count: number | null, indicator = 'traceability-bases') =>
      ({ ...projectOf(project, rowOf(project, indicator, count, { unit: '个', scale: 1, numerator: count, denominator: count === null ? null : 1 })), direction: 'P3.agriculture' });
    const of = (...projects: readonly AveragedProject[]): ProgrammeAverage => averageOf('traceability-bases', projects);
    expect(of(bases('x', 60), bases('y', 40))).toMatchObject({ kind: 'sum', sum: 100, target: 100, verdict: 'met', reasons: [], clause: 'S002 智能农业 三(三)3' });
    expect(of(bases('x', 60), bases('y', 39), bases('z', 90, 'seed-traceability'))).toMatchObject({ sum: 99, verdict: 'not-met', leftOut: [{ project: 'z' }] });
    expect(of(bases('x', 60), bases('y', null))).toMatchObject({ sum: 60, verdict: 'insufficient-data', reasons: [{ zh: expect.stringContaining('合计未达目标') }] });
    expect(of(bases('y', null))).toMatchObject({ sum: null, verdict: 'insufficient-data' });
    expect(averageOf(COST, [a, b]).sum).toBeNull();
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))('weighs no indicator that a contract adds and calls %s', (indicator) => {
    const project = (id: string, value: number): AveragedProject => projectOf(id, rowOf(id, indicator, value, { unit: '项', scale: 1, numerator: value, denominator: 1 }));
    expect(averageOf(indicator, [project('x', 1), project('y', 3)])).toMatchObject({ mean: 2, weightedMean: null, weight: null, weightReason: { zh: expect.stringContaining('不加权') } });
  });

  it('weighs nothing that is not in the catalogue, and no count', () => {
    for (const indicator of AVERAGE_WEIGHTS.keys()) expect([indicator, findIndicator(indicator)?.scale, COMPUTED_INDICATORS.some(({ id }) => id === indicator)]).toEqual([indicator, 100, true]);
  });
});

describe('for any projects', () => {
  const legs = fc.record({ b: fc.integer({ min: 1, max: 10_000 }), r: fc.integer({ min: 1, max: 10_000 }), output: fc.integer({ min: 1, max: 1_000_000 }) });
  const projects = fc.array(legs, { minLength: 1, maxLength: 8 }).map((all) => all.map(({ b: before, r: after, output }, index) => projectOf(`p${index}`, cost(`p${index}`, [before, 1], [after * output, output]))));

  it('both means lie between the least and the greatest value', () => {
    fc.assert(fc.property(projects, (all) => {
      const { mean, weightedMean, members } = averageOf(COST, all);
      const values = members.map(({ value }) => value);
      const [least, most] = [Math.min(...values), Math.max(...values)];
      const slack = 1e-9 * Math.max(1, Math.abs(least), Math.abs(most));
      for (const one of [mean, weightedMean]) {
        expect(one).not.toBeNull();
        expect(one).toBeGreaterThanOrEqual(least - slack);
        expect(one).toBeLessThanOrEqual(most + slack);
      }
    }));
  });

  it('one more that is left out moves the second figure towards 0 and nothing else', () => {
    fc.assert(fc.property(projects, (all) => {
      const [before, after] = [averageOf(COST, all), averageOf(COST, [...all, c])];
      expect([after.n, after.mean, after.weightedMean]).toEqual([before.n, before.mean, before.weightedMean]);
      expect(after.leftOut).toHaveLength(before.leftOut.length + 1);
      if (before.mean !== 0) expect(Math.abs(after.meanWithMissingAsZero as number)).toBeLessThan(Math.abs(before.meanWithMissingAsZero as number));
    }));
  });

  it('the order of projects changes no figure', () => {
    fc.assert(fc.property(projects, (all) => {
      const figures = ({ mean, weightedMean, meanWithMissingAsZero, verdict, inputsDigest }: ProgrammeAverage) => [mean, weightedMean, meanWithMissingAsZero, verdict, inputsDigest];
      expect(figures(averageOf(COST, [...all].reverse()))).toEqual(figures(averageOf(COST, all)));
    }));
  });
});

describe('the exact value of a row', () => {
  it('is made of its legs where no number holds the ratio', () => {
    const row = reductionRow('p', COST, { baseline: [3, 1], reporting: [2, 1] }, ['energy-cost', '元']);
    expect(exactRowValue({ ...row, numerator: null, denominator: null })).toEqual({ numerator: 100n, denominator: 3n });
    expect(exactRowValue({ ...row, numerator: null, denominator: null, value: 12.5 })).toEqual({ numerator: 125n, denominator: 10n });
    expect(exactRowValue(rowOf('p', COST, null))).toBeNull();
  });
});
