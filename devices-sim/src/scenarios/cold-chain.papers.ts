import type { AssessmentWindow, ContractTarget, Micros } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { DemonstrationTrace } from '../demonstration-project.js';
import type { Papers } from '../model/scenario.js';

const UNIT = '天津示范农业有限公司（模拟）';
const CARRIER = '津门冷链运输有限公司（模拟）';
const SHOP = '和平示范门店（模拟）';
export const BASE = 'base-1';

const TARGETS: readonly ContractTarget[] = [
  { indicator: 'batch-traceability', comparator: '>=', value: 60, unit: '%', clause: '任务书 三(四)' },
  { indicator: 'seed-traceability', comparator: '>=', value: 100, unit: '%', clause: '任务书 三(五)' },
];

/** A batch: days before the end of the period, whose lorry it went with, and whether it has been sold. */
const BATCHES = [
  { id: 'CUC-001', product: '黄瓜', variety: '津优示范一号', daysAgo: 12, truck: 'TRUCK-01', isSold: true },
  { id: 'CUC-002', product: '黄瓜', variety: '津优示范一号', daysAgo: 9, truck: 'TRUCK-02', isSold: true },
  { id: 'TOM-001', product: '番茄', variety: '津番示范二号', daysAgo: 6, truck: 'TRUCK-03', isSold: true },
  { id: 'TOM-002', product: '番茄', variety: '津番示范二号', daysAgo: 3, truck: 'TRUCK-04', isSold: false },
] as const;

/**
 * The papers of the simulated cold chain: four batches, of which two are whole from harvest to sale. The third has every paper
 * and was carried too cold; the fourth is on its way, and not counted yet.
 */
export const coldChainPapers = (_project: string, window: AssessmentWindow): Papers => ({
  targets: TARGETS, figures: [], evidence: [],
  terms: {
    units: [{ name: UNIT, role: 'lead' }],
    traceability: {
      scope: 'vegetables', bases: [BASE], varieties: [{ name: '津优示范一号', vegetable: true }, { name: '津番示范二号', vegetable: true }],
      dueDays: 5,
      // Of seven hours on the road a lorry may be out of reach for three.
      coldChain: { unit: '°C', ranges: [{ product: '番茄', low: 8, high: 15 }, { low: -2, high: 10 }], minimumCoverage: 0.5 },
    },
  },
  trace: traceOf(window.to),
});

const traceOf = (end: Micros): DemonstrationTrace => ({
  batches: BATCHES.map(({ id, product, variety, daysAgo }) => ({
    id, product, variety, base: BASE, label: `urn:epc:id:sgtin:690000.0000000.${id}`, quantity: 400, unit: 'kg', producedAt: hourOf(end, daysAgo, 6),
  })),
  events: BATCHES.flatMap((batch) => wayOf(batch, (hour) => hourOf(end, batch.daysAgo, hour))),
});

const hourOf = (end: Micros, daysAgo: number, hour: number): Micros => end - daysAgo * MICROS_PER_DAY + hour * MICROS_PER_HOUR;

/** Harvested at six, packed until nine, on the road until four, sold at five. */
function wayOf({ id: batch, truck, isSold }: (typeof BATCHES)[number], at: (hour: number) => Micros): DemonstrationTrace['events'] {
  const [base, works, shop] = [{ site: BASE }, { name: '西青示范加工厂' }, { name: '和平示范门店' }];
  return [
    { batch, id: 'harvest', step: 'production', at: at(6), place: base, actor: UNIT },
    { batch, id: 'packing', step: 'processing', at: at(7), until: at(9), place: base, to: works, actor: UNIT },
    { batch, id: 'transport', step: 'cold-chain', at: at(9), until: at(16), place: works, to: shop, actor: CARRIER, readings: { device: truck, metric: 'cargo_temperature' } },
    ...(isSold ? [{ batch, id: 'sale', step: 'sale' as const, at: at(17), place: shop, actor: SHOP }] : []),
  ];
}
