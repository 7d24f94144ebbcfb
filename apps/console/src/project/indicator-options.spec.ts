import { describe, expect, it } from '@jest/globals';
import { aRow } from '../testing/rows.js';
import { optionsOf } from './indicator-options.js';

describe('what a figure can be for', () => {
  it('is an indicator of the contract, or a condition of application by the name under which it is stated', () => {
    const check = { rule: 'sales-income', zh: '主营业务收入', en: 'sales', verdict: 'passed', reason: { zh: '', en: '' }, clause: '', limit: null, value: null, numerator: null, denominator: null, inputs: [] } as const;
    expect(optionsOf([aRow()], [{ ...check, inputs: [], telemetry: null }], 'zh')).toEqual([{ value: 'networked-device-ratio', label: '车间智能化设备联网率' }, { value: 'eligibility.sales-income', label: '主营业务收入' }]);
  });
});
