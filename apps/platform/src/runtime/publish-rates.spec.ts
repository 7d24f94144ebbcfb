import { describe, expect, it } from '@jest/globals';
import { PublishRates } from './publish-rates.js';

describe('publish rates', () => {
  const rates = new PublishRates({ perSecond: 50, burst: 500 });
  const inventory = {
    project: 'p', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' as const, classes: [], devices: [],
    gateways: [{ id: 'g', nameZh: '', nameEn: '', children: ['a', 'b', 'c'] }],
  };

  it("gives a gateway the sum of its children's", () => {
    rates.update(inventory);
    expect(rates.of({ project: 'p', principal: 'g', kind: 'gateway' })).toEqual({ perSecond: 150, burst: 1500 });
    expect(rates.of({ project: 'q', principal: 'g', kind: 'gateway' })).toEqual({ perSecond: 50, burst: 500 });
  });

  it('gives a device the configured rate, whatever it is called', () => {
    expect(rates.of({ project: 'p', principal: 'g', kind: 'device' })).toEqual({ perSecond: 50, burst: 500 });
  });
});
