import type { ClassTemplate } from './class-template.js';
import { demand, process } from './template-metrics.js';

export const POND: ClassTemplate = {
  id: 'pond', nameZh: '养殖池塘', nameEn: 'pond', assetKind: 'farm', judgingIntervalMinutes: 30,
  metrics: [
    process({ name: 'dissolved_oxygen', nameZh: '溶解氧', unit: 'mg/L', min: 0, max: 30, resolution: 0.01, expectedIntervalSeconds: 600 }, 'dissolved-oxygen'),
    process({ name: 'water_temperature', nameZh: '水温', unit: '°C', min: -5, max: 50, expectedIntervalSeconds: 600 }, 'water-temperature'),
    process({ name: 'ph', nameZh: 'pH', unit: '', min: 0, max: 14, resolution: 0.01, expectedIntervalSeconds: 600 }, 'ph'),
    process({ name: 'salinity', nameZh: '盐度', unit: '‰', min: 0, max: 60, expectedIntervalSeconds: 600 }, 'salinity'),
    process({ name: 'ammonia_nitrogen', nameZh: '氨氮', unit: 'mg/L', min: 0, resolution: 0.001, expectedIntervalSeconds: 3_600 }, 'ammonia-nitrogen'),
  ],
  minimum: [demand('溶解氧|dissolved oxygen', 'dissolved_oxygen'), demand('水温|water temperature', 'water_temperature'), demand('pH|pH', 'ph')],
};

export const GREENHOUSE: ClassTemplate = {
  id: 'greenhouse', nameZh: '温室', nameEn: 'greenhouse', assetKind: 'farm', judgingIntervalMinutes: 30,
  metrics: [
    process({ name: 'air_temperature', nameZh: '空气温度', unit: '°C', min: -40, max: 80, expectedIntervalSeconds: 600 }, 'air-temperature'),
    process({ name: 'light', nameZh: '光照', unit: 'lx', min: 0, resolution: 1, expectedIntervalSeconds: 600 }, 'light'),
    process({ name: 'air_humidity', nameZh: '空气湿度', unit: '%', min: 0, max: 100, expectedIntervalSeconds: 600 }),
    process({ name: 'carbon_dioxide', nameZh: '二氧化碳', unit: 'ppm', min: 0, resolution: 1, expectedIntervalSeconds: 600 }, 'carbon-dioxide'),
    process({ name: 'soil_moisture', nameZh: '土壤湿度', unit: '%', min: 0, max: 100, expectedIntervalSeconds: 600 }, 'soil-moisture'),
  ],
  minimum: [demand('空气温度|air temperature', 'air_temperature'), demand('光照|light', 'light'), demand('湿度或二氧化碳|humidity or CO2', 'air_humidity', 'carbon_dioxide')],
};

export const BARN: ClassTemplate = {
  id: 'barn', nameZh: '畜禽舍', nameEn: 'barn', assetKind: 'farm', judgingIntervalMinutes: 30,
  metrics: [
    process({ name: 'air_temperature', nameZh: '舍内温度', unit: '°C', min: -40, max: 80, expectedIntervalSeconds: 600 }, 'air-temperature'),
    process({ name: 'air_humidity', nameZh: '舍内湿度', unit: '%', min: 0, max: 100, expectedIntervalSeconds: 600 }, 'barn-environment'),
    process({ name: 'ammonia', nameZh: '氨气', unit: 'mg/m³', min: 0, resolution: 0.01, expectedIntervalSeconds: 600 }, 'barn-environment'),
    process({ name: 'carbon_dioxide', nameZh: '二氧化碳', unit: 'ppm', min: 0, resolution: 1, expectedIntervalSeconds: 600 }, 'carbon-dioxide'),
    process({ name: 'feed', nameZh: '饲喂量', unit: 'kg', min: 0, expectedIntervalSeconds: 3_600 }, 'feeding'),
  ],
  minimum: [demand('舍内温度|temperature', 'air_temperature'), demand('舍内湿度|humidity', 'air_humidity'), demand('氨气或二氧化碳|ammonia or CO2', 'ammonia', 'carbon_dioxide')],
};
