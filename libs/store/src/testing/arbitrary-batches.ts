import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import fc from 'fast-check';
import type { ProjectionBatch } from '../projection-batch.js';
import { BatchBuilder } from './batch-builder.js';
import type { SampleReading } from './batch-builder.js';

/** 2026-01-31T20:00Z: the readings straddle the end of a month. */
export const SAMPLE_START = 1_769_889_600_000_000;
export const SAMPLE_END = SAMPLE_START + 12 * MICROS_PER_HOUR;
export const SAMPLE_SERIES = [['d1', 'number'], ['d1', 'state'], ['d1', 'running'], ['d2', 'number']].map(([device, metric]) => ({
  device: device as string, metric: metric as keyof typeof value,
}));

const instant = fc.oneof(
  fc.integer({ min: 0, max: 12 * 60 - 1 }).map((minute) => SAMPLE_START + minute * 60_000_000),
  fc.integer({ min: 0, max: 12 * 3_600_000_000 - 1 }).map((micros) => SAMPLE_START + micros),
);
const value = {
  number: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), fc.constantFrom(-0, 0, 1e18, 0.0005, -0.0015)),
  state: fc.constantFrom('ACTIVE', 'IDLE', '', '加工中', 'a "quoted", text', 'x'.repeat(40)),
  running: fc.boolean(),
};
const reading: fc.Arbitrary<SampleReading> = fc.constantFrom(...SAMPLE_SERIES).chain((series) => fc.record({
  device: fc.constant(series.device), metric: fc.constant(series.metric), at: instant,
  value: value[series.metric] as fc.Arbitrary<number | boolean | string>,
  quality: fc.constantFrom(0, 0, 0, 1, 5), origin: fc.constantFrom(0, 0, 1, 3), late: fc.boolean(), replayed: fc.boolean(), serverStamped: fc.boolean(),
  received: instant,
}));

const step = fc.oneof(
  { weight: 12, arbitrary: reading.map((sample) => (to: BatchBuilder) => void to.reading(sample)) },
  { weight: 2, arbitrary: reading.map((sample) => (to: BatchBuilder) => void to.conflict(sample)) },
  { weight: 1, arbitrary: fc.record({ resolve: fc.boolean(), received: instant }).map(({ resolve, received }) => (to: BatchBuilder) => {
    const sequence = to.quarantine({ device: 'd1', code: 'malformed-json', received });
    if (resolve) to.resolve(sequence);
  }) },
  { weight: 1, arbitrary: fc.nat(1000).map((minute) => (to: BatchBuilder) => to.platformMinute(minute)) },
  { weight: 1, arbitrary: fc.record({ from: instant, minutes: fc.integer({ min: 1, max: 200 }) }).map(({ from, minutes }) => (to: BatchBuilder) => void to.lostSession(from, from + minutes * 60_000_000 + 1)) },
  { weight: 1, arbitrary: fc.record({ missing: fc.integer({ min: 1, max: 9 }), older: fc.option(fc.nat(40), { nil: undefined }), declaredAt: instant })
    .map(({ missing, older, declaredAt }) => (to: BatchBuilder) => void to.gap(missing, older === undefined ? { declaredAt } : { fromSequence: older, declaredAt })) },
);

/** Histories of one journal, some batches repeated as after a crash. */
export const arbitraryBatches: fc.Arbitrary<ProjectionBatch[]> = fc
  .array(fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 30 }), repeated: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .map((plan) => {
    const builder = new BatchBuilder();
    return plan.flatMap(({ steps, repeated }) => {
      for (const take of steps) take(builder);
      const batch = builder.build();
      return repeated ? [batch, batch] : [batch];
    });
  });
