import { flag, sensor, setting, within } from '../model/metrics.js';
import type { SimulatedMetric } from '../model/metrics.js';
import type { Scenario } from '../model/scenario.js';
import { AIR_TEMPERATURE, HUMIDITY, PERCENT, PROCEDURE, ROUND_THE_CLOCK } from '../model/scenario-parts.js';
import { asBoolean, daily, diurnal, intermittent, steady } from '../model/signal.js';

const climate: readonly SimulatedMetric[] = [
  within({ low: 10, high: 32, basis: PROCEDURE }, sensor('air_temperature', '空气温度', AIR_TEMPERATURE, diurnal('air', { mean: 22, swing: 5, peak: 14, noise: 2 }))),
  within({ low: 50, high: 90, basis: PROCEDURE }, sensor('air_humidity', '空气湿度', HUMIDITY, diurnal('humidity', { mean: 72, swing: 12, peak: 4, noise: 8 }))),
  sensor('light', '光照强度', { unit: 'lx', min: 0, max: 200_000, resolution: 1 }, diurnal('light', { mean: 8_000, swing: 30_000, peak: 12.5, noise: 9_000 })),
  sensor('co2', '二氧化碳浓度', { unit: 'ppm', min: 0, max: 5_000, resolution: 1 }, diurnal('co2', { mean: 620, swing: 160, peak: 5, noise: 90 })),
  setting('vent_opening', '通风口开度', PERCENT, diurnal('vent', { mean: 25, swing: 40, peak: 13, noise: 15 })),
];

const fertigation: readonly SimulatedMetric[] = [
  within({ low: 25, basis: PROCEDURE }, sensor('soil_moisture', '土壤含水率', { unit: '%VWC', min: 0, max: 100, resolution: 0.1 }, steady('moisture', 31, 7, 360))),
  sensor('nutrient_ec', '营养液电导率', { unit: 'mS/cm', min: 0, max: 20, resolution: 0.01 }, steady('ec', 2.1, 0.4, 240)),
  sensor('nutrient_ph', '营养液酸碱度', { unit: 'pH', min: 0, max: 14, resolution: 0.01 }, steady('ph', 5.9, 0.4, 240)),
  flag('irrigating', '灌溉', asBoolean((moment) => daily(7, 17)(moment) && intermittent('irrigation', 0.25, 30)(moment))),
];

/** A vegetable base: climate and fertigation stations in four houses. */
export const greenhouse: Scenario = {
  id: 'greenhouse',
  nameZh: '设施农业温室（模拟）',
  nameEn: 'greenhouse base (simulated)',
  programme: 'P1',
  direction: 'P1.3.2',
  sites: [{ id: 'base-1', nameZh: '蔬菜种植基地', nameEn: 'vegetable base' }],
  shifts: ROUND_THE_CLOCK,
  classes: [
    { id: 'climate', nameZh: '气候站', nameEn: 'climate station', intervalMinutes: 15, metrics: climate },
    { id: 'fertigation', nameZh: '水肥一体机', nameEn: 'fertigation unit', intervalMinutes: 30, metrics: fertigation },
  ],
  groups: [
    { prefix: 'CLIMATE', nameZh: '温室气候站', nameEn: 'climate station', classId: 'climate', assetKind: 'farm', count: 4, intelligentGround: '自动采集与控制 / acquires and controls by itself', behaviour: 'reports', siteId: 'base-1' },
    { prefix: 'FERT', nameZh: '水肥机', nameEn: 'fertigation unit', classId: 'fertigation', assetKind: 'farm', count: 3, intelligentGround: '自动采集与控制 / acquires and controls by itself', behaviour: 'reports', siteId: 'base-1' },
    { prefix: 'FERT-M', nameZh: '手动灌溉站', nameEn: 'hand-operated irrigation', classId: 'fertigation', assetKind: 'farm', count: 1, behaviour: 'never-connects', siteId: 'base-1' },
  ],
  gateways: [],
  targets: { kind: 'promised-numbers', share: 0.8 },
};
