import type { FactorRule, WaterStandard } from './water-class.js';

const most = (...limits: readonly number[]): FactorRule => ({ kind: 'most', limits });
const within = (...limits: readonly (readonly [number, number])[]): FactorRule => ({ kind: 'between', limits });

/**
 * GB 3838-2002, table 1: classes I … V, mg/L, coliforms in 1/L. Water temperature, faecal
 * coliforms and a river's total nitrogen are no part of its class (surface water assessment method of 2011).
 */
const SURFACE: WaterStandard = {
  'ph': within([6, 9], [6, 9], [6, 9], [6, 9], [6, 9]),
  'dissolved-oxygen': { kind: 'least', limits: [7.5, 6, 5, 3, 2] },
  'permanganate-index': most(2, 4, 6, 10, 15),
  'cod': most(15, 15, 20, 30, 40),
  'bod5': most(3, 3, 4, 6, 10),
  'ammonia-nitrogen': most(0.15, 0.5, 1, 1.5, 2),
  'copper': most(0.01, 1, 1, 1, 1),
  'zinc': most(0.05, 1, 1, 2, 2),
  'fluoride': most(1, 1, 1, 1.5, 1.5),
  'selenium': most(0.01, 0.01, 0.01, 0.02, 0.02),
  'arsenic': most(0.05, 0.05, 0.05, 0.1, 0.1),
  'hexavalent-chromium': most(0.01, 0.05, 0.05, 0.05, 0.1),
  'mercury': most(0.00005, 0.00005, 0.0001, 0.001, 0.001),
  'cadmium': most(0.001, 0.005, 0.005, 0.005, 0.01),
  'lead': most(0.01, 0.01, 0.05, 0.05, 0.1),
  'cyanide': most(0.005, 0.05, 0.2, 0.2, 0.2),
  'volatile-phenol': most(0.002, 0.002, 0.005, 0.01, 0.1),
  'petroleum': most(0.05, 0.05, 0.05, 0.5, 1),
  'anionic-surfactant': most(0.2, 0.2, 0.2, 0.3, 0.3),
  'sulphide': most(0.05, 0.1, 0.2, 0.5, 1),
};

export const SURFACE_WATER: Readonly<Record<'river' | 'lake', WaterStandard>> = {
  river: { ...SURFACE, 'total-phosphorus': most(0.02, 0.1, 0.2, 0.3, 0.4) },
  lake: { ...SURFACE, 'total-phosphorus': most(0.01, 0.025, 0.05, 0.1, 0.2), 'total-nitrogen': most(0.2, 0.5, 1, 1.5, 2) },
};

/** GB 3097-1997: classes 1 … 4, mg/L; oxygen must be above its limit. */
export const SEA_WATER: WaterStandard = {
  'ph': within([7.8, 8.5], [7.8, 8.5], [6.8, 8.8], [6.8, 8.8]),
  'dissolved-oxygen': { kind: 'above', limits: [6, 5, 4, 3] },
  'cod': most(2, 3, 4, 5),
  'bod5': most(1, 3, 4, 5),
  'inorganic-nitrogen': most(0.2, 0.3, 0.4, 0.5),
  'active-phosphate': most(0.015, 0.03, 0.03, 0.045),
  'non-ionic-ammonia': most(0.02, 0.02, 0.02, 0.02),
  'petroleum': most(0.05, 0.05, 0.3, 0.5),
};
