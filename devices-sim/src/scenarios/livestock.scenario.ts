import { alarm, count, fixed, sensor, within } from '../model/metrics.js';
import type { SimulatedMetric } from '../model/metrics.js';
import type { Scenario } from '../model/scenario.js';
import { AIR_TEMPERATURE, HUMIDITY, PROCEDURE, ROUND_THE_CLOCK } from '../model/scenario-parts.js';
import { asBoolean, counter, diurnal, intermittent } from '../model/signal.js';

const barn: readonly SimulatedMetric[] = [
  within({ low: 5, high: 25, basis: PROCEDURE }, sensor('temperature', '舍内温度', AIR_TEMPERATURE, diurnal('barn', { mean: 18, swing: 2.5, peak: 15, noise: 1.5 }))),
  sensor('humidity', '舍内湿度', HUMIDITY, diurnal('humidity', { mean: 66, swing: 7, peak: 5, noise: 6 })),
  within({ high: 20, basis: PROCEDURE }, sensor('ammonia', '氨气浓度', { unit: 'ppm', min: 0, max: 100, resolution: 0.1 }, diurnal('ammonia', { mean: 11, swing: 3, peak: 6, noise: 3 }))),
  sensor('co2', '二氧化碳浓度', { unit: 'ppm', min: 0, max: 5_000, resolution: 1 }, diurnal('co2', { mean: 1_500, swing: 350, peak: 4, noise: 250 })),
  count('feed', '饲喂量', 'kg', 0.1, counter('feed', { perHour: 85, from: 5, to: 20, weekdaysOnly: false }, 0.1)),
  alarm('epidemic_warning', '疫病预警', asBoolean(intermittent('epidemic', 0.003, 360))),
];

const animal: readonly SimulatedMetric[] = [
  sensor('body_temperature', '体温', { unit: '°C', min: 30, max: 45, resolution: 0.01 }, diurnal('body', { mean: 38.6, swing: 0.25, peak: 17, noise: 0.3 })),
  sensor('activity', '活动量', { unit: '步/h', min: 0, max: 2_000, resolution: 1 }, diurnal('activity', { mean: 130, swing: 90, peak: 13, noise: 60 })),
  sensor('rumination', '反刍时间', { unit: 'min/h', min: 0, max: 60, resolution: 0.1 }, diurnal('rumination', { mean: 22, swing: 8, peak: 2, noise: 6 })),
  fixed('tag', '电子耳标', ({ device }) => `TJ-${device}`),
];

/** A dairy farm: barn environment and collars of single animals. */
export const livestock: Scenario = {
  id: 'livestock',
  nameZh: '规模化畜牧养殖场（模拟）',
  nameEn: 'livestock farm (simulated)',
  programme: 'P1',
  direction: 'P1.3.1',
  sites: [{ id: 'farm-1', nameZh: '奶牛养殖场', nameEn: 'dairy farm' }],
  shifts: ROUND_THE_CLOCK,
  classes: [
    { id: 'barn', nameZh: '畜舍环境站', nameEn: 'barn station', intervalMinutes: 30, metrics: barn },
    { id: 'animal', nameZh: '个体项圈', nameEn: 'animal collar', intervalMinutes: 60, metrics: animal },
  ],
  groups: [
    { prefix: 'BARN', nameZh: '畜舍环境站', nameEn: 'barn station', classId: 'barn', assetKind: 'farm', count: 3, intelligentGround: '自动采集与控制 / acquires and controls by itself', behaviour: 'reports', siteId: 'farm-1' },
    { prefix: 'COW', nameZh: '奶牛项圈', nameEn: 'cow collar', classId: 'animal', assetKind: 'wearable', count: 10, behaviour: 'reports', siteId: 'farm-1', gateway: 'LORA-01' },
    { prefix: 'COW-W', nameZh: '奶牛项圈（弱信号）', nameEn: 'cow collar at the edge of coverage', classId: 'animal', assetKind: 'wearable', count: 2, behaviour: 'unreliable', siteId: 'farm-1', gateway: 'LORA-01' },
  ],
  gateways: [{ id: 'LORA-01', nameZh: '远距离无线网关', nameEn: 'LoRa gateway' }],
  targets: { kind: 'promised-numbers', share: 0.8 },
};
