import { describe, expect, it } from '@jest/globals';
import type { DeviceClassView } from '@yanshou/api-schema';
import { METRIC_CHOICES, METRIC_NUMBERS, METRIC_TEXTS, classOf, metricField } from './class-draft.js';
import type { Metric, MetricField } from './class-draft.js';
import { valueOf } from './metric-view.js';

const POND: DeviceClassView = {
  id: 'pond', nameZh: '鱼塘', nameEn: 'pond', judgingIntervalMinutes: 60, template: 'pond',
  metrics: [
    { name: 'do', nameZh: '溶解氧', unit: 'mg/L', valueType: 'number', kind: 'process', role: 'dissolved-oxygen', min: 0, max: 20, limits: { low: 5, basis: 'GB 11607' }, resolution: 0.01, expectedIntervalSeconds: 600, reporting: 'periodic' },
    { name: 'state', unit: '', valueType: 'text', kind: 'state', resolution: 1, reporting: 'by-exception' },
  ],
};

/** The form as it stands when it is opened. */
function opened({ nameZh, nameEn, judgingIntervalMinutes, metrics }: DeviceClassView, at: string): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ nameZh, nameEn, judgingIntervalMinutes })) form.set(`${at}${name}`, String(value));
  const fields: readonly MetricField[] = [...METRIC_TEXTS, ...METRIC_NUMBERS, ...Object.keys(METRIC_CHOICES) as (keyof typeof METRIC_CHOICES)[], 'limits.basis'];
  for (const [index, metric] of metrics.entries()) for (const field of fields) form.set(metricField(at, index, field), valueOf(metric, field) ?? '');
  return form;
}

describe('a device class as its form has it', () => {
  it.each(['', 'change.deviceClass.'])('is what it was where nothing is touched (%j)', (at) => expect(classOf(opened(POND, at), at, POND)).toEqual(POND));

  it('a number that is emptied is gone, never 0; limits are left for the platform to refuse where something of them is missing', () => {
    const change = (entries: Readonly<Partial<Record<MetricField, string>>>): Metric | undefined => {
      const form = opened(POND, '');
      for (const [field, value] of Object.entries(entries)) form.set(metricField('', 0, field as MetricField), value);
      return classOf(form, '', POND).metrics[0];
    };
    expect(change({ min: '', 'limits.low': '0' })).toMatchObject({ max: 20, limits: { low: 0, basis: 'GB 11607' } });
    expect('min' in (change({ min: '' }) ?? {})).toBe(false);
    expect(change({ 'limits.low': '' })?.limits).toEqual({ basis: 'GB 11607' });
    expect(change({ 'limits.basis': '' })?.limits).toEqual({ low: 5, basis: '' });
    expect(change({ 'limits.low': '', 'limits.basis': '' })?.limits).toBeUndefined();
  });

  it('a new one has its own id and template, and no metrics where none are entered', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ id: 'cnc', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: '5', template: 'cnc-machine' })) form.set(name, value);
    expect(classOf(form, '', {})).toEqual({ id: 'cnc', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 5, template: 'cnc-machine', metrics: [] });
  });
});
