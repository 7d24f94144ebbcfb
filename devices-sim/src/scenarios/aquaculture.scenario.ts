import { as, alarm, count, flag, sensor } from '../model/metrics.js';
import type { SimulatedMetric } from '../model/metrics.js';
import type { Scenario } from '../model/scenario.js';
import { AMMONIA_NITROGEN, DISSOLVED_OXYGEN, PH, ROUND_THE_CLOCK, SALINITY, WATER_TEMPERATURE } from '../model/scenario-parts.js';
import { asBoolean, counter, daily, diurnal, intermittent, steady } from '../model/signal.js';

const oxygen = diurnal('oxygen', { mean: 7.2, swing: 1.6, peak: 15, noise: 0.9 });

const pond: readonly SimulatedMetric[] = [
  as('dissolved-oxygen', sensor('dissolved_oxygen', '溶解氧', DISSOLVED_OXYGEN, oxygen)),
  sensor('water_temperature', '水温', WATER_TEMPERATURE, diurnal('water', { mean: 21, swing: 1.1, peak: 16, noise: 0.8, memory: 240 })),
  sensor('ph', '酸碱度', PH, diurnal('ph', { mean: 7.9, swing: 0.3, peak: 15, noise: 0.2 })),
  sensor('salinity', '盐度', SALINITY, steady('salinity', 24, 1.2, 720)),
  sensor('ammonia_nitrogen', '氨氮', AMMONIA_NITROGEN, steady('ammonia', 0.32, 0.2, 480)),
  flag('aerating', '增氧', asBoolean((moment) => oxygen(moment) < 6.4)),
  count('feed', '投饵量', 'kg', 0.1, counter('feed', { perHour: 3.2, from: 7, to: 18, weekdaysOnly: false }, 0.1)),
  flag('water_change', '换水', asBoolean((moment) => daily(5, 7)(moment) && intermittent('change', 0.3, 120)(moment))),
  alarm('disease_warning', '病害预警', asBoolean(intermittent('disease', 0.004, 240))),
];

/** Shrimp ponds with water probes, aerators and feeders. */
export const aquaculture: Scenario = {
  id: 'aquaculture',
  nameZh: '水产养殖基地（模拟）',
  nameEn: 'aquaculture base (simulated)',
  programme: 'P1',
  direction: 'P1.3.2',
  sites: [{ id: 'ponds', nameZh: '对虾养殖区', nameEn: 'shrimp ponds' }],
  shifts: ROUND_THE_CLOCK,
  classes: [{ id: 'pond', nameZh: '池塘监控站', nameEn: 'pond station', intervalMinutes: 30, metrics: pond }],
  groups: [
    { prefix: 'POND', nameZh: '池塘监控站', nameEn: 'pond station', classId: 'pond', assetKind: 'farm', count: 5, intelligentGround: '自动采集与控制 / acquires and controls by itself', behaviour: 'reports', siteId: 'ponds' },
    { prefix: 'POND-W', nameZh: '池塘监控站（弱网）', nameEn: 'pond station on a bad link', classId: 'pond', assetKind: 'farm', count: 1, intelligentGround: '自动采集与控制 / acquires and controls by itself', behaviour: 'unreliable', siteId: 'ponds' },
  ],
  gateways: [],
  targets: { kind: 'promised-numbers', share: 0.8 },
  papers: () => ({
    figures: [], evidence: [], terms: {},
    targets: [
      { indicator: 'fishery-oxygen-compliance', comparator: '>=', value: 90, unit: '%', clause: 'S000 三(二)2' },
    ],
  }),
};
