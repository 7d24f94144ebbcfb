import { alarm, count, sensor, setting } from '../model/metrics.js';
import type { SimulatedMetric } from '../model/metrics.js';
import type { Scenario } from '../model/scenario.js';
import { PERCENT, ROUND_THE_CLOCK } from '../model/scenario-parts.js';
import { asBoolean, counter, diurnal, steady } from '../model/signal.js';

const heartRate = diurnal('heart', { mean: 74, swing: 9, peak: 15, noise: 14, memory: 30 });

const wristband: readonly SimulatedMetric[] = [
  sensor('heart_rate', '心率', { unit: '次/min', min: 20, max: 250, resolution: 1 }, heartRate),
  sensor('spo2', '血氧饱和度', { unit: '%', min: 50, max: 100, resolution: 0.1 }, steady('spo2', 97, 2)),
  sensor('systolic_pressure', '收缩压', { unit: 'mmHg', min: 40, max: 280, resolution: 1 }, diurnal('systolic', { mean: 132, swing: 7, peak: 10, noise: 12 })),
  sensor('diastolic_pressure', '舒张压', { unit: 'mmHg', min: 20, max: 180, resolution: 1 }, diurnal('diastolic', { mean: 82, swing: 5, peak: 10, noise: 8 })),
  sensor('blood_glucose', '血糖', { unit: 'mmol/L', min: 0.5, max: 40, resolution: 0.1 }, diurnal('glucose', { mean: 7.1, swing: 1.1, peak: 13, noise: 1.4 })),
  count('steps', '步数', '步', 1, counter('steps', { perHour: 420, from: 6, to: 22, weekdaysOnly: false })),
  setting('battery', '电量', PERCENT, diurnal('battery', { mean: 62, swing: 25, peak: 7, noise: 12 })),
  alarm('heart_rate_alarm', '心率报警', asBoolean((moment) => heartRate(moment) > 100)),
];

/** Wristbands of people with a chronic disease, under pseudonymous ids. */
export const wearables: Scenario = {
  id: 'wearables',
  nameZh: '慢病可穿戴监测（模拟）',
  nameEn: 'chronic-disease wearables (simulated)',
  programme: 'P1',
  direction: 'P1.2.2',
  sites: [{ id: 'community', nameZh: '社区卫生服务中心', nameEn: 'community health centre' }],
  shifts: ROUND_THE_CLOCK,
  classes: [{ id: 'wristband', nameZh: '智能手环', nameEn: 'wristband', intervalMinutes: 60, metrics: wristband }],
  groups: [
    { prefix: 'P', nameZh: '佩戴者', nameEn: 'wearer', classId: 'wristband', assetKind: 'wearable', count: 10, behaviour: 'reports', siteId: 'community' },
    { prefix: 'PW', nameZh: '间断佩戴者', nameEn: 'occasional wearer', classId: 'wristband', assetKind: 'wearable', count: 2, behaviour: 'unreliable', siteId: 'community' },
  ],
  gateways: [],
  targets: { kind: 'promised-numbers', share: 0.8 },
  papers: () => ({
    figures: [], evidence: [], terms: {},
    targets: [
      { indicator: 'remote-acquisition', comparator: '>=', value: 10, unit: '台', clause: 'S000 二(二)2 申报要求(3)' },
      { indicator: 'transmission', comparator: '>=', value: 99, unit: '%', clause: 'S000 二(二)2 申报要求(3)' },
      { indicator: 'storage-and-analysis', comparator: '>=', value: 28, unit: '天', clause: 'S000 二(二)2 申报要求(3)' },
    ],
  }),
};
