import type { TraceEventItem, TraceTerms } from '@yanshou/telemetry';
import { exampleInputs } from '../example-inputs.js';
import type { IndicatorInputs } from '../indicator.js';
import type { TraceBatchInput, TraceReadings } from './trace-input.js';

const LORRY = { device: 'LORRY', metric: 'temperature' };

/** Base, plant, lorry from plant to shop, shop: one hour of a cold chain by intervals of five minutes. */
const WAY: readonly TraceEventItem[] = [
  { id: '1', step: 'production', at: 100, place: { site: 'base-1' } },
  { id: '2', step: 'processing', at: 200, until: 300, place: { site: 'base-1' }, to: { name: '加工厂' } },
  { id: '3', step: 'cold-chain', at: 300, until: 400, place: { name: '加工厂' }, to: { name: '门店' }, readings: LORRY },
  { id: '4', step: 'sale', at: 500, place: { name: '门店' } },
];

export const exampleReadings = (batch: string, facts: Partial<TraceReadings> = {}): TraceReadings =>
  ({ batch, event: '3', unit: '°C', expected: 12, platformFault: 0, covered: 12, inRange: 12, min: 2, max: 6, readings: 12, origins: ['live'], ...facts });

export interface ExampleBatch extends Partial<Omit<TraceBatchInput, 'events' | 'readings'>> {
  /** Ids of the events left out. */
  readonly without?: readonly string[];
  readonly events?: readonly TraceEventItem[];
  readonly cold?: Partial<TraceReadings>;
}

/** Complete end to end unless told otherwise. */
export const exampleBatch = (id: string, { without = [], events = WAY, cold = {}, ...facts }: ExampleBatch = {}): TraceBatchInput => ({
  id, product: '黄瓜种子', variety: '津优一号', base: 'base-1', producedAt: 100, withdrawn: false, ...facts,
  events: events.filter((event) => !without.includes(event.id)), readings: without.includes('3') ? [] : [exampleReadings(id, cold)],
});

export const EXAMPLE_TERMS: TraceTerms = {
  scope: 'vegetables', bases: ['base-1', 'base-2'],
  varieties: [{ name: '津优一号', vegetable: true }, { name: '津优二号', vegetable: true }, { name: '津稻九号', vegetable: false }],
  coldChain: { unit: '°C', ranges: [{ low: 0, high: 8 }] },
};

export const traceInputs = (batches: readonly TraceBatchInput[], terms: TraceTerms | null = EXAMPLE_TERMS): IndicatorInputs =>
  exampleInputs([], { trace: { terms, period: { from: 0, to: 1_000_000 }, batches } });
