import type { AirRole } from '@yanshou/telemetry';
import type { ClassTemplate } from './class-template.js';
import { counter, demand, process } from './template-metrics.js';

const HOURLY = { expectedIntervalSeconds: 3_600, min: 0 };
const POLLUTANTS: readonly (readonly [name: string, nameZh: string, role: AirRole])[] = [
  ['pm2_5', 'PM2.5', 'pm2.5'], ['pm10', 'PM10', 'pm10'], ['so2', '二氧化硫', 'so2'], ['no2', '二氧化氮', 'no2'], ['o3', '臭氧', 'o3'], ['co', '一氧化碳', 'co'],
];

/** The six pollutants of HJ 633; carbon monoxide in mg/m³. */
export const AIR_STATION: ClassTemplate = {
  id: 'air-station', nameZh: '环境空气站', nameEn: 'air station', assetKind: 'station', judgingIntervalMinutes: 60,
  metrics: POLLUTANTS.map(([name, nameZh, role]) => process({ name, nameZh, unit: role === 'co' ? 'mg/m³' : 'µg/m³', resolution: role === 'co' ? 0.01 : 1, ...HOURLY }, role)),
  minimum: POLLUTANTS.map(([name, nameZh, role]) => demand(`${nameZh}|${role}`, name)),
};

export const BUS: ClassTemplate = {
  id: 'bus', nameZh: '公交车', nameEn: 'bus', assetKind: 'vehicle', judgingIntervalMinutes: 5,
  metrics: [
    process({ name: 'latitude', nameZh: '纬度', unit: '°', min: -90, max: 90, resolution: 0.000001 }), process({ name: 'longitude', nameZh: '经度', unit: '°', min: -180, max: 180, resolution: 0.000001 }),
    process({ name: 'speed', nameZh: '车速', unit: 'km/h', min: 0, max: 200 }), counter({ name: 'odometer', nameZh: '里程', unit: 'km', resolution: 0.1 }),
    process({ name: 'battery', nameZh: '剩余电量', unit: '%', min: 0, max: 100 }), process({ name: 'fuel', nameZh: '剩余油量', unit: '%', min: 0, max: 100 }),
  ],
  minimum: [demand('位置（纬度）|position (latitude)', 'latitude'), demand('位置（经度）|position (longitude)', 'longitude'), demand('车速或里程|speed or distance', 'speed', 'odometer')],
};
