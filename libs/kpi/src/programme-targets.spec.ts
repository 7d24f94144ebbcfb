import { describe, expect, it } from '@jest/globals';
import { findIndicator } from '@yanshou/catalogue';
import type { IndicatorDefinition } from '@yanshou/catalogue';
import { defaultSettings, withProgrammeTargets } from '@yanshou/telemetry';
import type { DirectionTarget, ProjectContract } from '@yanshou/telemetry';
import fc from 'fast-check';
import { contractTemplate } from './contract-template.js';
import { effectiveTarget } from './effective-target.js';
import { omittedTargets } from './roll-up.js';

const ratio = findIndicator('networked-device-ratio') as IndicatorDefinition;
const set = (value: number, facts: Partial<DirectionTarget> = {}): DirectionTarget => ({ direction: 'P1.1.1', indicator: 'networked-device-ratio', comparator: '>=', value, unit: '%', clause: '计划通知 2', ...facts });
const terms = (own?: number, approval?: string, batch?: string): ProjectContract => ({
  project: 'p', programme: 'P1', direction: 'P1.1.1', window: { from: 0, to: 1 }, networkedThreshold: 0.8, minimumPlatformCoverage: 0.9, plannedTime: { zone: 'UTC', shifts: [] }, ...(batch === undefined ? {} : { batch }),
  targets: own === undefined ? [] : [{ indicator: 'networked-device-ratio', comparator: '>=', value: own, unit: '%', clause: '任务书 三', ...(approval === undefined ? {} : { approval }) }],
});
const settingsOf = (...targets: readonly DirectionTarget[]) => ({ ...defaultSettings('P1'), targets });
const judged = (contract: ProjectContract, ...targets: readonly DirectionTarget[]) => effectiveTarget(ratio, withProgrammeTargets(contract, settingsOf(...targets)));

describe('a target that the programme has set', () => {
  it('is what a contract without one is judged by, and what one below it is lowered from', () => {
    expect(judged(terms(), set(80))).toEqual({ comparator: '>=', value: 80, unit: '%', clause: '计划通知 2', loweredFrom: null, approval: null });
    expect(judged(terms(75), set(80))).toMatchObject({ value: 75, clause: '任务书 三', loweredFrom: 80, approval: null });
    expect(judged(terms(75, 'JK-1'), set(80))).toMatchObject({ loweredFrom: 80, approval: 'JK-1' });
    expect(judged(terms(80), set(80))).toMatchObject({ loweredFrom: null });
    expect(judged(terms(75))).toMatchObject({ loweredFrom: null });
  });

  it('where it is below the document says so of every contract that keeps to it, by whose approval', () => {
    expect(judged(terms(60), set(60, { approval: 'TZ-9' }))).toMatchObject({ value: 60, loweredFrom: 70, approval: 'TZ-9' });
    expect(judged(terms(), set(60, { approval: 'TZ-9' }))).toMatchObject({ value: 60, loweredFrom: 70, approval: 'TZ-9' });
    expect(judged(terms(50), set(60, { approval: 'TZ-9' }))).toMatchObject({ loweredFrom: 60, approval: null });
    expect(judged(terms(70), set(60, { approval: 'TZ-9' }))).toMatchObject({ loweredFrom: null });
  });

  it('of a batch stands before one of all, and of another direction or batch is none', () => {
    const both = [set(75), set(90, { batches: ['2020-1'] })];
    expect([judged(terms(undefined, undefined, '2020-1'), ...both).value, judged(terms(undefined, undefined, '2019-1'), ...both).value, judged(terms(), ...both).value]).toEqual([90, 75, 75]);
    expect(judged(terms(), set(90, { batches: ['2020-1'] })).value).toBe(70);
    expect(judged(terms(), set(90, { direction: 'P1.1.2' })).value).toBe(70);
  });

  it('is listed where a contract leaves it out, with what the document does not demand', () => {
    const contract = withProgrammeTargets(terms(), settingsOf(set(85), set(2, { indicator: 'standards', unit: '项' })));
    expect(omittedTargets(contract).map(({ indicator, target }) => [indicator, target])).toEqual([['networked-device-ratio', 85], ['ip-applications', 3], ['new-economic-benefit', 20], ['standards', 2]]);
  });

  it('never makes a target of less than both demand look as if it were not lowered', () => {
    const value = fc.integer({ min: 0, max: 100 });
    fc.assert(fc.property(value, value, (own, programme) => {
      const { loweredFrom } = judged(terms(own), set(programme, { approval: 'x' }));
      expect(loweredFrom === null).toBe(own >= programme && own >= 70);
    }));
  });
});

describe('the draft of a contract', () => {
  const draft = (batch?: string, ...targets: readonly DirectionTarget[]) => contractTemplate('P1', 'P1.1.1', settingsOf(...targets), batch);

  it('starts from the document’s targets with their clauses, and the programme’s in their place', () => {
    expect(draft()?.targets.map(({ target, setBy }) => [target.indicator, target.comparator, target.value, target.unit, target.clause, setBy])).toEqual([
      ['networked-device-ratio', '>=', 70, '%', 'S000 一(二)1 考核指标(1)', 'document'], ['ip-applications', '>=', 3, '件', 'S000 一(二)1 考核指标(1)', 'document'],
      ['new-economic-benefit', '>=', 20, '%', 'S000 一(二)1 考核指标(2)', 'document'],
    ]);
    expect(draft(undefined, set(80))?.targets[0]).toMatchObject({ target: { value: 80, clause: '计划通知 2' }, setBy: 'programme', documentTarget: 70, loweredFrom: null });
    expect(draft(undefined, set(60, { approval: 'TZ-9' }))?.targets[0]).toMatchObject({ target: { value: 60, approval: 'TZ-9' }, documentTarget: 70, loweredFrom: 70 });
  });

  it('taken over as it is lowers nothing and leaves nothing out', () => {
    fc.assert(fc.property(fc.constantFrom('P1.1.1', 'P1.1.2', 'P2.2.1', 'P3.manufacturing'), fc.integer({ min: 70, max: 100 }), (direction, value) => {
      const settings = settingsOf(set(value));
      const targets = contractTemplate('P1', direction, settings)?.targets.map(({ target }) => target) ?? [];
      const contract = withProgrammeTargets({ ...terms(), direction, targets }, settings);
      expect(omittedTargets(contract)).toEqual([]);
      for (const { indicator } of targets) expect([indicator, effectiveTarget(findIndicator(indicator) as IndicatorDefinition, contract).loweredFrom]).toEqual([indicator, null]);
    }));
  });

  it('names what the contract has to state itself, and the figures that the application needs', () => {
    const platform = contractTemplate('P2', 'P2.2.1', defaultSettings('P2'));
    expect(platform?.open.map(({ indicator, unit }) => [indicator, unit])).toContainEqual(['connected-equipment', '台']);
    expect(platform?.targets).toEqual([]);
    expect(draft()?.eligibility).toEqual(expect.arrayContaining([
      expect.objectContaining({ rule: 'previous-year-main-revenue', indicator: 'eligibility.previous-year-main-revenue', basis: 'declared', limit: { comparator: '>=', value: 2_000, unit: '万元' } }),
      expect.objectContaining({ rule: 'intelligent-equipment', indicator: 'intelligent-equipment-ratio', basis: 'inventory' }),
    ]));
    expect(contractTemplate('P1', 'no-such', defaultSettings('P1'))).toBeUndefined();
    expect(contractTemplate('P1', 'own', settingsOf(set(80, { direction: 'own' })))?.targets).toHaveLength(1);
  });
});
