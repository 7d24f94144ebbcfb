import { as, sensor } from '../model/metrics.js';
import type { Scale, SimulatedMetric } from '../model/metrics.js';
import type { Scenario } from '../model/scenario.js';
import { AIR_TEMPERATURE, HUMIDITY, ROUND_THE_CLOCK } from '../model/scenario-parts.js';
import { diurnal, steady } from '../model/signal.js';

const mass = (max: number): Scale => ({ unit: 'µg/m³', min: 0, max, resolution: 1 });

const station: readonly SimulatedMetric[] = [
  as('pm2.5', sensor('pm25', '细颗粒物', mass(2_000), diurnal('pm25', { mean: 48, swing: 12, peak: 8, noise: 35, memory: 240 }))),
  as('pm10', sensor('pm10', '可吸入颗粒物', mass(5_000), diurnal('pm10', { mean: 85, swing: 18, peak: 8, noise: 50, memory: 240 }))),
  as('so2', sensor('so2', '二氧化硫', mass(2_000), diurnal('so2', { mean: 11, swing: 3, peak: 10, noise: 6 }))),
  as('no2', sensor('no2', '二氧化氮', mass(1_000), diurnal('no2', { mean: 38, swing: 14, peak: 20, noise: 16 }))),
  as('o3', sensor('o3', '臭氧', mass(1_000), diurnal('o3', { mean: 70, swing: 50, peak: 15, noise: 22 }))),
  as('co', sensor('co', '一氧化碳', { unit: 'mg/m³', min: 0, max: 100, resolution: 0.01 }, diurnal('co', { mean: 0.8, swing: 0.2, peak: 8, noise: 0.4 }))),
  sensor('temperature', '气温', AIR_TEMPERATURE, diurnal('temperature', { mean: 12, swing: 5, peak: 15, noise: 4, memory: 360 })),
  sensor('humidity', '相对湿度', HUMIDITY, diurnal('humidity', { mean: 55, swing: 15, peak: 5, noise: 18, memory: 360 })),
  sensor('wind_speed', '风速', { unit: 'm/s', min: 0, max: 60, resolution: 0.1 }, (moment) => Math.abs(steady('wind', 2.4, 2)(moment))),
];

/** Ambient air stations of an industrial park, hourly as HJ 212's hour data are. */
export const air: Scenario = {
  id: 'air',
  nameZh: '园区空气质量监测（模拟）',
  nameEn: 'ambient air monitoring (simulated)',
  programme: 'P1',
  direction: 'P1.4.2',
  sites: [{ id: 'park', nameZh: '工业园区', nameEn: 'industrial park' }],
  shifts: ROUND_THE_CLOCK,
  classes: [{ id: 'air-station', nameZh: '空气监测站', nameEn: 'air station', intervalMinutes: 60, metrics: station }],
  groups: [
    { prefix: 'AIR', nameZh: '空气监测站', nameEn: 'air station', classId: 'air-station', assetKind: 'station', count: 7, behaviour: 'reports', siteId: 'park' },
    { prefix: 'AIR-N', nameZh: '新建监测站', nameEn: 'station under construction', classId: 'air-station', assetKind: 'station', count: 1, behaviour: 'never-connects', siteId: 'park' },
  ],
  gateways: [],
  targets: { kind: 'promised-numbers', share: 0.8 },
  papers: () => ({
    figures: [], evidence: [], terms: {},
    targets: [
      { indicator: 'air-quality-good-days', comparator: '>=', value: 70, unit: '%', clause: 'S000 四(二)2' },
      { indicator: 'monitoring-valid-hours', comparator: '>=', value: 80, unit: '%', clause: 'S000 四(二)2' },
    ],
  }),
};
