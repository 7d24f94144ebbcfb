import { describe, expect, it } from '@jest/globals';
import { INDICATORS } from '@yanshou/catalogue';
import { checkOwnWindows, checkTargetUnits } from './check-contract-targets.js';
import { ApiProblem } from './problem.js';

function refused(indicator: string, unit: string): unknown {
  try {
    checkTargetUnits([{ indicator: 'standards', unit: '项' }, { indicator, unit }]);
    return null;
  } catch (error) {
    return error instanceof ApiProblem ? error.refusal : error;
  }
}

describe('the unit of a contract\'s target', () => {
  it('is the indicator\'s own', () => {
    expect(INDICATORS.map(({ id, unit }) => refused(id, unit)).filter((one) => one !== null)).toEqual([]);
  });

  it.each([['connected-equipment', '千台', '台'], ['connected-equipment', '', '台'], ['networked-device-ratio', '1', '%']])('of %s is not %p', (indicator, unit, wanted) => {
    expect(refused(indicator, unit)).toMatchObject({ field: 'contract.targets[1].unit', zh: expect.stringContaining(`须为“${wanted}”`), en: expect.stringContaining(`must be “${wanted}”`) });
  });

  it('is free where only the contract defines the indicator, and stated', () => {
    expect(refused('cold-chain-compliance', '千台')).toBeNull();
    expect(refused('cold-chain-compliance', ' ')).toMatchObject({ field: 'contract.targets[1].unit' });
  });
});

describe('an own window of a target', () => {
  const window = { from: '2026-10-01T00:00:00Z', to: '2026-10-31T00:00:00Z' };
  it('is for stock figures', () => {
    expect(() => checkOwnWindows([{ indicator: 'standards' }, { indicator: 'networked-device-ratio', window }])).not.toThrow();
  });

  it.each(['production-efficiency-gain', 'process-data-points', 'cold-chain-compliance'])('is not for %s', (indicator) => {
    expect(() => checkOwnWindows([{ indicator, window }])).toThrow(expect.objectContaining({ refusal: expect.objectContaining({ field: 'contract.targets[0].window' }) }));
  });
});
