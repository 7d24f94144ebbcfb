import { as, sensor, setting } from '../model/metrics.js';
import type { SimulatedMetric } from '../model/metrics.js';
import type { Scenario } from '../model/scenario.js';
import { DISSOLVED_OXYGEN, PH, ROUND_THE_CLOCK, SALINITY, WATER_TEMPERATURE } from '../model/scenario-parts.js';
import { diurnal, steady } from '../model/signal.js';

const TIDE_HOURS = 12.4206;

const buoy: readonly SimulatedMetric[] = [
  sensor('water_temperature', '表层水温', WATER_TEMPERATURE, diurnal('water', { mean: 13, swing: 0.6, peak: 16, noise: 0.8, memory: 720 })),
  sensor('salinity', '盐度', SALINITY, steady('salinity', 30.5, 0.9, 720)),
  as('dissolved-oxygen', sensor('dissolved_oxygen', '溶解氧', DISSOLVED_OXYGEN, diurnal('oxygen', { mean: 8.3, swing: 0.5, peak: 15, noise: 0.5 }))),
  as('ph', sensor('ph', '酸碱度', PH, steady('ph', 8.1, 0.12, 480))),
  sensor('chlorophyll', '叶绿素a', { unit: 'µg/L', min: 0, max: 500, resolution: 0.01 }, diurnal('chlorophyll', { mean: 4.6, swing: 1, peak: 14, noise: 1.6 })),
  sensor('turbidity', '浊度', { unit: 'NTU', min: 0, max: 1_000, resolution: 0.1 }, steady('turbidity', 12, 7, 240)),
  sensor('tide_level', '潮位', { unit: 'm', min: -10, max: 10, resolution: 0.001 }, (moment) =>
    1.35 * Math.cos((moment.days * 24 * 2 * Math.PI) / TIDE_HOURS) + steady('surge', 0, 0.25, 360)(moment)),
  sensor('wave_height', '有效波高', { unit: 'm', min: 0, max: 30, resolution: 0.01 }, (moment) => Math.abs(steady('wave', 0.7, 0.5, 240)(moment))),
  setting('battery_voltage', '电池电压', { unit: 'V', min: 0, max: 30, resolution: 0.01 }, diurnal('battery', { mean: 12.6, swing: 0.5, peak: 14, noise: 0.15 })),
];

/** Near-shore buoys; one has been torn from its mooring and is silent. */
export const marine: Scenario = {
  id: 'marine',
  nameZh: '近岸海域环境监测（模拟）',
  nameEn: 'coastal marine monitoring (simulated)',
  programme: 'P1',
  direction: 'P1.4.1',
  sites: [{ id: 'bay', nameZh: '渤海湾近岸', nameEn: 'Bohai Bay coast' }],
  shifts: ROUND_THE_CLOCK,
  classes: [{ id: 'buoy', nameZh: '海洋浮标', nameEn: 'marine buoy', intervalMinutes: 60, metrics: buoy }],
  groups: [
    { prefix: 'BUOY', nameZh: '海洋浮标', nameEn: 'marine buoy', classId: 'buoy', assetKind: 'station', count: 6, behaviour: 'reports', siteId: 'bay' },
    { prefix: 'BUOY-S', nameZh: '故障浮标', nameEn: 'broken buoy', classId: 'buoy', assetKind: 'station', count: 1, behaviour: 'silent', siteId: 'bay' },
  ],
  gateways: [],
  targets: { kind: 'promised-numbers', share: 0.8 },
  papers: () => ({
    figures: [], evidence: [], terms: {},
    targets: [
      { indicator: 'sea-water-class', comparator: '<=', value: 2, unit: '类', clause: 'S000 四(二)1' },
      { indicator: 'monitoring-valid-hours', comparator: '>=', value: 80, unit: '%', clause: 'S000 四(二)1' },
    ],
  }),
};
