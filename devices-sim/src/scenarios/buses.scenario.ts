import { alarm, count, flag, sensor, setting } from '../model/metrics.js';
import type { SimulatedMetric } from '../model/metrics.js';
import type { Scenario } from '../model/scenario.js';
import { AIR_TEMPERATURE, LATITUDE, LONGITUDE, PERCENT, ROUND_THE_CLOCK } from '../model/scenario-parts.js';
import { asBoolean, counter, daily, diurnal, intermittent, steady } from '../model/signal.js';

const inService = daily(5.5, 23);
const moving = intermittent('moving', 0.8, 30);

const bus: readonly SimulatedMetric[] = [
  sensor('speed', '车速', { unit: 'km/h', min: 0, max: 120, resolution: 0.1 }, (moment) =>
    inService(moment) && moving(moment) ? steady('speed', 26, 20, 20)(moment) : 0),
  setting('longitude', '经度', LONGITUDE, diurnal('longitude', { mean: 117.2, swing: 0.06, peak: 12, noise: 0.05, memory: 40 })),
  setting('latitude', '纬度', LATITUDE, diurnal('latitude', { mean: 39.12, swing: 0.05, peak: 9, noise: 0.04, memory: 40 })),
  setting('battery_soc', '动力电池电量', PERCENT, diurnal('soc', { mean: 58, swing: 30, peak: 5, noise: 8 })),
  sensor('battery_temperature', '动力电池温度', AIR_TEMPERATURE, diurnal('battery', { mean: 27, swing: 6, peak: 16, noise: 3 })),
  count('mileage', '行驶里程', 'km', 0.1, counter('mileage', { perHour: 14, from: 5.5, to: 23, weekdaysOnly: false }, 0.1)),
  flag('doors_open', '车门开启', asBoolean((moment) => inService(moment) && intermittent('doors', 0.2, 5)(moment))),
  alarm('insulation_alarm', '绝缘报警', asBoolean(intermittent('insulation', 0.001, 60))),
];

/** Electric city buses whose on-board unit reports round the clock, the depot's nights included. */
export const buses: Scenario = {
  id: 'buses',
  nameZh: '公交车辆远程监测（模拟）',
  nameEn: 'remote monitoring of buses (simulated)',
  programme: 'P3',
  direction: 'P3.transport',
  sites: [{ id: 'depot', nameZh: '公交场站', nameEn: 'bus depot' }],
  shifts: ROUND_THE_CLOCK,
  classes: [{ id: 'bus', nameZh: '电动公交车', nameEn: 'electric bus', intervalMinutes: 60, metrics: bus }],
  groups: [
    { prefix: 'BUS', nameZh: '公交车', nameEn: 'bus', classId: 'bus', assetKind: 'vehicle', count: 10, behaviour: 'reports', siteId: 'depot' },
  ],
  gateways: [],
  targets: { kind: 'promised-numbers', share: 1 },
  papers: () => ({
    figures: [], evidence: [], terms: {},
    targets: [
      { indicator: 'bus-remote-monitoring', comparator: '>=', value: 100, unit: '%', clause: 'S002 总体 三(六)' },
    ],
  }),
};
