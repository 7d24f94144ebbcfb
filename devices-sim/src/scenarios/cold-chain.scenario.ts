import { alarm, flag, sensor, setting } from '../model/metrics.js';
import type { SimulatedMetric } from '../model/metrics.js';
import type { Scenario } from '../model/scenario.js';
import { AIR_TEMPERATURE, HUMIDITY, LATITUDE, LONGITUDE, ROUND_THE_CLOCK } from '../model/scenario-parts.js';
import { BASE, coldChainPapers } from './cold-chain.papers.js';
import { asBoolean, daily, diurnal, intermittent, steady } from '../model/signal.js';

const unloading = intermittent('unloading', 0.12, 30);
const cargo = (mean: number): readonly SimulatedMetric[] => {
  const temperature = diurnal('cargo', { mean, swing: 0.6, peak: 15, noise: 0.8, memory: 60 });
  return [
    sensor('cargo_temperature', '货物温度', AIR_TEMPERATURE, (moment) => temperature(moment) + (unloading(moment) ? 2.2 : 0)),
    sensor('cargo_humidity', '厢内湿度', HUMIDITY, steady('humidity', 78, 9)),
    flag('door_open', '厢门开启', asBoolean(unloading)),
    alarm('over_temperature', '超温报警', asBoolean((moment) => temperature(moment) + (unloading(moment) ? 2.2 : 0) > mean + 2.8)),
  ];
};

const truck: readonly SimulatedMetric[] = [
  ...cargo(2),
  setting('longitude', '经度', LONGITUDE, diurnal('longitude', { mean: 117.2, swing: 0.2, peak: 12, noise: 0.08 })),
  setting('latitude', '纬度', LATITUDE, diurnal('latitude', { mean: 39.1, swing: 0.15, peak: 10, noise: 0.06 })),
  flag('compressor', '制冷机组', asBoolean((moment) => daily(3, 22)(moment) && intermittent('compressor', 0.7, 30)(moment))),
];

/** Refrigerated trucks and stores; everything was promised, and two trucks keep losing their link. */
export const coldChain: Scenario = {
  id: 'cold-chain',
  nameZh: '农产品冷链（模拟）',
  nameEn: 'cold chain (simulated)',
  programme: 'P1',
  direction: 'P1.3.1',
  sites: [{ id: 'depot', nameZh: '冷链中心', nameEn: 'cold store depot' }, { id: BASE, nameZh: '示范种植基地', nameEn: 'demonstration growing base' }],
  shifts: ROUND_THE_CLOCK,
  classes: [
    { id: 'truck', nameZh: '冷藏车', nameEn: 'refrigerated truck', intervalMinutes: 30, metrics: truck },
    { id: 'store', nameZh: '冷库', nameEn: 'cold store', intervalMinutes: 30, metrics: cargo(-18) },
  ],
  groups: [
    { prefix: 'TRUCK', nameZh: '冷藏车', nameEn: 'refrigerated truck', classId: 'truck', assetKind: 'vehicle', count: 4, behaviour: 'reports', siteId: 'depot' },
    { prefix: 'TRUCK-W', nameZh: '冷藏车（山区线路）', nameEn: 'refrigerated truck on the mountain line', classId: 'truck', assetKind: 'vehicle', count: 2, behaviour: 'unreliable', siteId: 'depot' },
    { prefix: 'STORE', nameZh: '冷库', nameEn: 'cold store', classId: 'store', assetKind: 'station', count: 3, intelligentGround: '自动调温 / regulates by itself', behaviour: 'reports', siteId: 'depot' },
  ],
  gateways: [],
  targets: { kind: 'promised-numbers', share: 1 },
  papers: coldChainPapers,
};
