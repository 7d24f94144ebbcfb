import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TraceEventItem, TraceTerms } from '@yanshou/telemetry';
import { batchTraceability } from '../batch-traceability.indicator.js';
import { seedTraceability } from '../seed-traceability.indicator.js';
import { traceabilityBases } from '../traceability-bases.indicator.js';
import { judgedBatches } from './judged-batches.js';
import { traceFindings } from './trace-findings.js';
import type { TraceBatchInput, TraceReadings } from './trace-input.js';
import { TRACE_FINDING_CODES, TRACE_RULE } from './trace-rule.js';
import { EXAMPLE_TERMS, exampleBatch, exampleReadings, traceInputs } from './trace.example.js';

const [PRODUCTION, PROCESSING, COLD, SALE] = exampleBatch('x').events as [TraceEventItem, TraceEventItem, TraceEventItem, TraceEventItem];
const way = (...events: readonly TraceEventItem[]): TraceBatchInput => exampleBatch('b', { events });
const found = (batch: TraceBatchInput, terms: TraceTerms | null = EXAMPLE_TERMS, until?: number): readonly string[] =>
  traceFindings(batch, terms, until).map(({ code, step, event }) => `${code} ${step} ${event ?? '—'}`);
const cold = (facts: Partial<TraceReadings>, terms: TraceTerms | null = EXAMPLE_TERMS): readonly string[] => found({ ...exampleBatch('b'), readings: [exampleReadings('b', facts)] }, terms);
const limits = (change: Partial<NonNullable<TraceTerms['coldChain']>>): TraceTerms => ({ ...EXAMPLE_TERMS, coldChain: { unit: '°C', ranges: [{ low: 0, high: 8 }], ...change } });

describe('the rule of a complete batch', () => {
  it('has one check a finding, in both languages', () => {
    expect(TRACE_RULE.checks.map(({ code }) => code)).toEqual([...TRACE_FINDING_CODES]);
  });

  it.each<[string, TraceBatchInput, readonly string[]]>([
    ['the whole way', way(PRODUCTION, PROCESSING, COLD, SALE), []],
    ['nothing', way(), ['step-missing production —', 'step-missing processing —', 'step-missing cold-chain —', 'step-missing sale —']],
    ['one step left out: the goods also jump', way(PRODUCTION, COLD, SALE), ['step-missing processing —', 'custody-broken cold-chain 3']],
    ['from another base', way({ ...PRODUCTION, place: { site: 'base-2' } }, PROCESSING, COLD, SALE), ['custody-broken production 1', 'custody-broken processing 2']],
    ['a site and a place of its name', way({ ...PRODUCTION, place: { name: 'base-1' } }, PROCESSING, COLD, SALE), ['custody-broken production 1', 'custody-broken processing 2']],
    ['a place in other widths and spaces', way(PRODUCTION, { ...PROCESSING, to: { name: '加 工厂' } }, COLD, SALE), []],
    ['cold chain before processing', way(PRODUCTION, { ...PROCESSING, at: 420, until: 450, place: { name: '门店' }, to: { name: '门店' } }, { ...COLD, at: 200, until: 300, place: { site: 'base-1' } }, SALE), ['out-of-order processing 2']],
    ['a step that begins too early', way(PRODUCTION, { ...PROCESSING, until: 301 }, COLD, SALE), ['overlap cold-chain 3']],
    ['a sale during the transport', way(PRODUCTION, PROCESSING, COLD, { ...SALE, at: 399 }), ['overlap sale 4']],
    ['two sales of one shop, and one further on', way(PRODUCTION, PROCESSING, COLD, { ...SALE, to: { name: '二店' } }, { ...SALE, id: '5', at: 510 }, { ...SALE, id: '6', at: 520, place: { name: '二店' } }), []],
    ['a sale from where nothing went', way(PRODUCTION, PROCESSING, COLD, { ...SALE, place: { name: '三店' } }), ['custody-broken sale 4']],
  ])('%s', (_what, batch, findings) => {
    expect(found(batch)).toEqual(findings);
  });

  it('of a cold chain wants a series and an end', () => {
    const { readings: _readings, ...unread } = COLD;
    const { until: _until, ...endless } = COLD;
    expect(found(way(PRODUCTION, PROCESSING, unread, SALE))).toEqual(['no-readings cold-chain 3']);
    expect(found(way(PRODUCTION, PROCESSING, endless, SALE))).toEqual(['no-readings cold-chain 3']);
  });

  it('compares shares as decimals, exactly at the limit', () => {
    expect(cold({ expected: 10, covered: 9, inRange: 9 })).toEqual([]);
    expect(cold({ expected: 1_000, covered: 899, inRange: 899 })).toEqual(['not-covered cold-chain 3']);
    expect(cold({ expected: 20, covered: 20, inRange: 19 })).toEqual([]);
    expect(cold({ expected: 20, covered: 20, inRange: 18 })).toEqual(['out-of-range cold-chain 3']);
    expect(cold({ expected: 0, covered: 0, inRange: 0 })).toEqual(['not-covered cold-chain 3']);
    expect(cold({ expected: 10, platformFault: 90, covered: 9, inRange: 9 })).toEqual([]);
    expect(cold({ expected: 10, covered: 5, inRange: 2 }, limits({ minimumCoverage: 0.5, minimumInRange: 0.4 }))).toEqual([]);
  });

  it('leaves a batch undecided of whose cold chain nothing but the platform\'s downtime is left, and no other', () => {
    const lost = { expected: 0, platformFault: 12, covered: 0, inRange: 0 };
    expect(cold(lost)).toEqual(['platform-down cold-chain 3']);
    const batches = [exampleBatch('a', { cold: lost }), exampleBatch('b', { cold: lost, without: ['2'] }), exampleBatch('c'), exampleBatch('d', { cold: { ...lost, platformFault: 0 } })];
    const { due, undecided } = judgedBatches({ terms: EXAMPLE_TERMS, period: { from: 0, to: 1_000_000 }, batches });
    expect([due.map(({ batch: { id } }) => id), undecided.map(({ batch: { id } }) => id)]).toEqual([['b', 'c', 'd'], ['a']]);
  });

  it('never decides a target against the project by what is undecided', () => {
    const lost = exampleBatch('a', { cold: { expected: 0, platformFault: 12, covered: 0, inRange: 0 } });
    const other = exampleBatch('b', { variety: '津优二号', base: 'base-2', events: lost.events.map((event) => ('site' in event.place ? { ...event, place: { site: 'base-2' } } : event)) });
    const outcomes = [batchTraceability, seedTraceability, traceabilityBases].map(({ compute }) => compute(traceInputs([lost, other])));
    expect(outcomes).toMatchObject([
      { ratio: { numerator: 1, denominator: 1 }, withoutDowntime: { numerator: 2, denominator: 2 } },
      { ratio: { numerator: 1, denominator: 2 }, withoutDowntime: { numerator: 2, denominator: 2 } }, { ratio: { numerator: 1 }, withoutDowntime: { numerator: 2 } },
    ]);
    for (const { compute } of [batchTraceability, seedTraceability, traceabilityBases]) expect(compute(traceInputs([lost]))).toMatchObject({ kind: 'insufficient', reason: { zh: expect.stringContaining('无法判定') } });
  });

  it('judges limits only where the contract sets some, and then for every product', () => {
    expect(cold({ inRange: null })).toEqual(['no-limits cold-chain 3']);
    expect(cold({ inRange: null }, null)).toEqual([]);
    const { coldChain: _coldChain, ...without } = EXAMPLE_TERMS;
    expect(cold({ inRange: null }, without)).toEqual([]);
  });

  it('asks for no more steps than the contract', () => {
    const without = way(PRODUCTION, { ...SALE, place: { site: 'base-1' } });
    expect(found(without, { ...EXAMPLE_TERMS, steps: ['production', 'sale'] })).toEqual([]);
  });

  it('looks at nothing from the end of the period on, and at corrections in place of what they correct', () => {
    expect(found(exampleBatch('b'), EXAMPLE_TERMS, 500)).toEqual(['step-missing sale —']);
    const wrong = { ...SALE, place: { name: '三店' } };
    expect(found(way(PRODUCTION, PROCESSING, COLD, wrong, { ...SALE, id: '4a', corrects: '4' }))).toEqual([]);
    expect(found(way(PRODUCTION, PROCESSING, COLD, SALE, { ...wrong, id: '4a', corrects: '4' }, { ...SALE, id: '4b', corrects: '4a' }))).toEqual([]);
  });

  it('names no batch, device or person in its words', () => {
    for (const { zh, en } of traceFindings(way(PRODUCTION, COLD), EXAMPLE_TERMS)) expect(`${zh} ${en}`).not.toMatch(/LORRY|base-1|加工厂|门店/);
  });

  it('does not depend on the order in which events came', () => {
    const anyWay = fc.shuffledSubarray([PRODUCTION, PROCESSING, COLD, SALE, { ...COLD, id: '3a', corrects: '3', to: { name: '二店' } }, { ...SALE, id: '9', at: 500, place: { name: '二店' } }]);
    fc.assert(fc.property(anyWay, fc.integer(), (events, seed) => {
      const turned = [...events.slice(Math.abs(seed) % (events.length + 1)), ...events.slice(0, Math.abs(seed) % (events.length + 1))];
      expect(found(way(...turned))).toEqual(found(way(...events)));
    }));
  });
});
