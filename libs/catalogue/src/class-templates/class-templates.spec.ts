import { describe, expect, it } from '@jest/globals';
import { FARM_ROLES, MASK_INTERVALS, METRIC_NAME, PRINCIPAL_ID, isEquipment } from '@yanshou/telemetry';
import { minimumData } from './class-template.js';
import { CLASS_TEMPLATES, classTemplate } from './class-templates.js';

describe('a class template', () => {
  it.each(CLASS_TEMPLATES.map((template) => [template.id, template] as const))('%s is complete: usable metrics, and a minimum set that names nothing else', (id, template) => {
    const { metrics, minimum, judgingIntervalMinutes, assetKind, nameZh, nameEn } = template;
    expect([PRINCIPAL_ID.test(id), MASK_INTERVALS.includes(judgingIntervalMinutes as 5), isEquipment(assetKind), /\p{Script=Han}/u.test(nameZh), /[a-z]/.test(nameEn)]).toEqual([true, true, true, true, true]);
    const names = metrics.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const metric of metrics) {
      expect([metric.name, METRIC_NAME.test(metric.name), metric.resolution > 0, (metric.expectedIntervalSeconds ?? 0) > 0]).toEqual([metric.name, true, true, true]);
      const isPresence = metric.role !== undefined && (FARM_ROLES as readonly string[]).includes(metric.role);
      if (metric.role !== undefined && !isPresence) expect([metric.name, metric.valueType === 'number']).toEqual([metric.name, metric.role !== 'production-state']);
    }
    expect(minimum.length).toBeGreaterThan(1);
    for (const { anyOf, nameZh: demanded, nameEn: inEnglish } of minimum) expect([anyOf.length > 0, anyOf.filter((name) => !names.includes(name)), demanded === '', inEnglish === '']).toEqual([true, [], false, false]);
  });

  it('is met by any of the alternatives of each demand, and says what is missing', () => {
    const cnc = classTemplate('cnc-machine');
    if (cnc === undefined) throw new Error('no template for a CNC machine');
    const of = (...delivered: readonly string[]) => minimumData(cnc, (metric) => Number(delivered.includes(metric)));
    expect(of('state', 'program', 'alarm', 'energy')).toEqual({ delivered: ['alarm', 'program', 'state'], missing: [] });
    expect(of('part_count', 'program').missing.map(({ nameEn }) => nameEn)).toEqual(['state', 'alarm']);
    expect(of().missing).toEqual(cnc.minimum);
    expect(classTemplate('none')).toBeUndefined();
  });
});
