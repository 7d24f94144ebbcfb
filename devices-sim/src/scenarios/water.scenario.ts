import { as, count, flag, sensor } from '../model/metrics.js';
import type { SimulatedMetric } from '../model/metrics.js';
import type { Scenario } from '../model/scenario.js';
import { AMMONIA_NITROGEN, DISSOLVED_OXYGEN, PH, ROUND_THE_CLOCK, WATER_TEMPERATURE } from '../model/scenario-parts.js';
import { asBoolean, counter, diurnal, intermittent, steady } from '../model/signal.js';

const outlet: readonly SimulatedMetric[] = [
  sensor('cod', '化学需氧量', { unit: 'mg/L', min: 0, max: 2_000, resolution: 0.1 }, diurnal('cod', { mean: 38, swing: 6, peak: 11, noise: 10, memory: 240 })),
  sensor('ammonia_nitrogen', '氨氮', AMMONIA_NITROGEN, diurnal('ammonia', { mean: 2.1, swing: 0.5, peak: 11, noise: 0.9, memory: 240 })),
  sensor('total_phosphorus', '总磷', { unit: 'mg/L', min: 0, max: 50, resolution: 0.001 }, steady('phosphorus', 0.28, 0.15, 300)),
  sensor('ph', '酸碱度', PH, steady('ph', 7.4, 0.3, 300)),
  sensor('flow', '瞬时流量', { unit: 'm³/h', min: 0, max: 5_000, resolution: 0.1 }, diurnal('flow', { mean: 210, swing: 70, peak: 10, noise: 40 })),
  count('discharge', '累计流量', 'm³', 1, counter('discharge', { perHour: 210, from: 0, to: 24, weekdaysOnly: false })),
  flag('plant_running', '治理设施运行', asBoolean(intermittent('plant', 0.98, 240))),
];

const river: readonly SimulatedMetric[] = [
  as('water-temperature', sensor('water_temperature', '水温', WATER_TEMPERATURE, diurnal('water', { mean: 14, swing: 0.8, peak: 16, noise: 1, memory: 720 }))),
  as('dissolved-oxygen', sensor('dissolved_oxygen', '溶解氧', DISSOLVED_OXYGEN, diurnal('oxygen', { mean: 8.1, swing: 0.9, peak: 15, noise: 0.7 }))),
  as('ph', sensor('ph', '酸碱度', PH, steady('ph', 7.8, 0.3, 480))),
  sensor('turbidity', '浊度', { unit: 'NTU', min: 0, max: 4_000, resolution: 0.1 }, steady('turbidity', 18, 9, 300)),
  as('permanganate-index', sensor('permanganate', '高锰酸盐指数', { unit: 'mg/L', min: 0, max: 100, resolution: 0.01 }, steady('permanganate', 4.4, 1.2, 480))),
];

/** Outlets of key polluters and automatic river stations. */
export const water: Scenario = {
  id: 'water',
  nameZh: '水质与排污口在线监测（模拟）',
  nameEn: 'water and outlet monitoring (simulated)',
  programme: 'P1',
  direction: 'P1.4.2',
  sites: [{ id: 'basin', nameZh: '流域', nameEn: 'river basin' }],
  shifts: ROUND_THE_CLOCK,
  classes: [
    { id: 'outlet', nameZh: '排污口', nameEn: 'outlet', intervalMinutes: 60, metrics: outlet },
    { id: 'river', nameZh: '水质自动站', nameEn: 'river station', intervalMinutes: 60, metrics: river },
  ],
  groups: [
    { prefix: 'OUTLET', nameZh: '排污口', nameEn: 'outlet', classId: 'outlet', assetKind: 'station', count: 6, behaviour: 'reports', siteId: 'basin' },
    { prefix: 'RIVER', nameZh: '水质自动站', nameEn: 'river station', classId: 'river', assetKind: 'station', count: 4, behaviour: 'reports', siteId: 'basin' },
  ],
  gateways: [],
  targets: { kind: 'promised-numbers', share: 0.9 },
  papers: () => ({
    figures: [], evidence: [], terms: {},
    targets: [
      { indicator: 'surface-water-class', comparator: '<=', value: 3, unit: '类', clause: 'S000 四(二)2' },
    ],
  }),
};
