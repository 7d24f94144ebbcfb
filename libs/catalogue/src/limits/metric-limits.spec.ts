import { describe, expect, it } from '@jest/globals';
import type { ContractTarget, DeviceClass, MetricDefinition, ProjectContract } from '@yanshou/telemetry';
import { metricLimits } from './metric-limits.js';

const MARCH = Date.UTC(2026, 2, 2) * 1_000;
const FEBRUARY = Date.UTC(2026, 1, 2) * 1_000;
const metric = (facts: Partial<MetricDefinition>): MetricDefinition => ({ name: 'x', unit: 'mg/L', valueType: 'number', kind: 'process', resolution: 0.01, reporting: 'periodic', ...facts });
const classOf = (...metrics: readonly MetricDefinition[]): DeviceClass => ({ id: 'station', nameZh: '站', nameEn: 'station', judgingIntervalMinutes: 60, metrics });
const target = (indicator: string, value: number, comparator: ContractTarget['comparator'] = '<='): ContractTarget => ({ indicator, value, comparator, unit: '类', clause: `clause of ${indicator}` });
const contract = (targets: readonly ContractTarget[], facts: Partial<ProjectContract> = {}): ProjectContract => ({ targets, plannedTime: { zone: 'Asia/Shanghai', shifts: [] }, ...facts }) as ProjectContract;
const lines = (terms: ProjectContract, one: MetricDefinition, at = MARCH) => metricLimits(terms, [classOf(one)], at).map(({ bound, value, rule }) => `${rule} ${bound} ${value}`);

describe('the limits of a metric', () => {
  const oxygen = metric({ role: 'dissolved-oxygen' });

  it('are those of the class that the contract promises, with its clause', () => {
    expect(metricLimits(contract([target('surface-water-class', 3)]), [classOf(oxygen)], MARCH)).toEqual([
      { deviceClass: 'station', metric: 'x', unit: 'mg/L', bound: '≥', value: 5, rule: 'GB 3838-2002 (3)', clause: 'clause of surface-water-class' },
    ]);
    expect(lines(contract([target('surface-water-class', 3, '<')]), oxygen)).toEqual(['GB 3838-2002 (2) ≥ 6']);
    expect(lines(contract([target('sea-water-class', 2)]), oxygen)).toEqual(['GB 3097-1997 (2) > 5']);
    expect(lines(contract([target('sea-water-class', 2)]), metric({ role: 'ph', unit: '' }))).toEqual(['GB 3097-1997 (2) ≥ 7.8', 'GB 3097-1997 (2) ≤ 8.5']);
    expect(lines(contract([target('surface-water-class', 3)]), metric({ role: 'total-phosphorus', unit: 'µg/L' }))).toEqual(['GB 3838-2002 (3) ≤ 200']);
    expect(lines(contract([target('surface-water-class', 3)], { environment: { waterBody: 'lake' } }), metric({ role: 'total-phosphorus' }))).toEqual(['GB 3838-2002 (3) ≤ 0.05']);
  });

  it('of fishery water are both of GB 11607, stricter for salmonids', () => {
    expect(lines(contract([target('fishery-oxygen-compliance', 90, '>=')]), oxygen)).toEqual(['GB 11607-89 16 h > 5', 'GB 11607-89 ≥ 3']);
    expect(lines(contract([target('fishery-oxygen-compliance', 90, '>=')], { environment: { salmonid: true } }), oxygen)).toEqual(['GB 11607-89 16 h > 5', 'GB 11607-89 ≥ 4']);
  });

  it('of air follow the text in force, or the one that the contract cites', () => {
    const [fine, ozone] = [metric({ role: 'pm2.5', unit: 'µg/m³' }), metric({ role: 'o3', unit: 'mg/m³' })];
    const air = [target('air-quality-good-days', 80, '>=')];
    expect(lines(contract(air), fine)).toEqual(['HJ 633-2026 24 h IAQI 100 ≤ 60']);
    expect(lines(contract(air), fine, FEBRUARY)).toEqual(['HJ 633-2012 24 h IAQI 100 ≤ 75']);
    expect(lines(contract(air, { environment: { airStandard: 'HJ 633-2012' } }), fine)).toEqual(['HJ 633-2012 24 h IAQI 100 ≤ 75']);
    expect(lines(contract(air), ozone)).toEqual(['HJ 633-2026 8 h IAQI 100 ≤ 0.16']);
  });

  it('are those of its class besides, and none where neither says one, the unit does not fit or no class is promised', () => {
    const own = metric({ name: 'air_temperature', unit: '°C', limits: { low: 10, high: 32, basis: '规程 7' } });
    expect(lines(contract([]), own)).toEqual(['规程 7 ≥ 10', '规程 7 ≤ 32']);
    expect(lines(contract([]), metric({ limits: { high: 0, basis: '排污许可证' } }))).toEqual(['排污许可证 ≤ 0']);
    expect(lines(contract([]), oxygen)).toEqual([]);
    expect(lines(contract([target('surface-water-class', 3)]), metric({ role: 'dissolved-oxygen', unit: '%' }))).toEqual([]);
    expect(lines(contract([target('surface-water-class', 6)]), oxygen)).toEqual([]);
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))('are none of an indicator of the contract that is called %s', (indicator) => {
    expect(lines(contract([target(indicator, 1), target('surface-water-class', 3)]), oxygen)).toEqual(['GB 3838-2002 (3) ≥ 5']);
  });
});
