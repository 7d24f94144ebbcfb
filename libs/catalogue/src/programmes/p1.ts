import { SMART_FACTORY, SMART_WORKSHOP } from './p1-manufacturing.js';
import { FARM_TO_MARKET, HEALTH_SERVICES, MARINE_MONITORING, MEDICAL_SIMULATION, POLLUTANT_MONITORING, PRECISION_AGRICULTURE } from './p1-services.js';
import type { Programme } from './programme.js';

export const P1: Programme = {
  id: 'P1',
  document: 'S000',
  nameZh: '天津市互联网跨界融合创新科技重大专项',
  nameEn: 'Tianjin major science and technology programme: cross-sector integration of the internet',
  years: [2018, 2018],
  directions: [
    SMART_WORKSHOP, SMART_FACTORY, MEDICAL_SIMULATION, HEALTH_SERVICES, FARM_TO_MARKET, PRECISION_AGRICULTURE, MARINE_MONITORING, POLLUTANT_MONITORING,
  ],
  rules: [],
};
