import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { MetricDefinition, Origin } from '@yanshou/telemetry';
import type { ExtractReading } from './extract-reading.js';
import { WINDOW_FROM, contextOf, contractOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';
import { evaluate } from './evaluate.js';
import { TrainingFold } from './training-fold.js';

const METRICS: readonly MetricDefinition[] = [
  { ...metric('session', 'state'), valueType: 'text', role: 'training-session' }, { ...metric('score', 'state'), role: 'training-score' }, metric('heart'),
];
const INVENTORY = inventoryOf([device('VR1'), device('VR2')], { classes: [deviceClass('c5', 5, METRICS)] });
const CONTRACT = contractOf({ targets: [{ indicator: 'automatic-assessment', comparator: '>=', value: 60, unit: '%', clause: '任务书' }] });

const reading = (of: string, metricName: string, minute: number, facts: Partial<ExtractReading> = {}): ExtractReading => ({
  device: of, metric: metricName, at: WINDOW_FROM + minute * MICROS_PER_MINUTE, value: metricName === 'session' ? `s${minute}` : 80, kind: metricName === 'session' ? 'text' : 'number', quality: '',
  origin: 'live', unused: false, ...facts,
});
function folded(readings: readonly ExtractReading[]) {
  const fold = new TrainingFold(INVENTORY, CONTRACT);
  for (const one of readings) fold.add('reporting', one);
  return fold.finish();
}

describe('training sessions', () => {
  it('have the score that the same device sent at the same source time', () => {
    const rows = folded([reading('VR1', 'session', 1), reading('VR1', 'session', 2), reading('VR1', 'score', 1), reading('VR1', 'score', 3), reading('VR2', 'score', 2), reading('VR1', 'heart', 2)]);
    expect(rows).toEqual([
      { device: 'VR1', sessions: 2, scored: 1, imported: 0, unmatched: 1, readings: 4, origins: ['live'] }, { device: 'VR2', sessions: 0, scored: 0, imported: 0, unmatched: 1, readings: 1, origins: ['live'] },
    ]);
  });

  it.each<[string, Partial<ExtractReading>, number]>([
    ['imported', { origin: 'imported' }, 0], ['simulated', { origin: 'simulated' }, 0], ['of bad quality', { quality: 'D' }, 0], ['unused', { unused: true }, 0], ['no number', { kind: 'text', value: 'good' }, 0], ['sent by the device', {}, 1],
  ])('of a score that is %s count as it does', (_what, facts, scored) => {
    expect(folded([reading('VR1', 'session', 1), reading('VR1', 'score', 1, facts)])[0]?.scored).toBe(scored);
  });

  it('outside the period are none, nor are those of the baseline', () => {
    const fold = new TrainingFold(INVENTORY, CONTRACT);
    fold.add('baseline', reading('VR1', 'session', 1));
    fold.add('reporting', reading('VR1', 'session', -1));
    fold.add('reporting', reading('VR1', 'session', 120));
    expect(fold.finish()).toEqual([]);
  });

  it('give the same row in any order, never more scores than sessions', () => {
    const any = fc.record({ of: fc.constantFrom('VR1', 'VR2'), name: fc.constantFrom('session', 'score'), minute: fc.integer({ min: 0, max: 20 }), origin: fc.constantFrom<Origin>('live', 'imported') });
    fc.assert(fc.property(fc.array(any, { maxLength: 40 }), (list) => {
      const readings = list.map(({ of, name, minute, origin }) => reading(of, name, minute, { origin }));
      const rows = folded(readings);
      expect(folded([...readings].reverse())).toEqual(rows);
      for (const { sessions, scored, imported } of rows) expect(scored + imported).toBeLessThanOrEqual(sessions);
    }));
  });

  it('are the row that is shown, its digest bound to them', () => {
    const of = (readings: readonly ExtractReading[]) => evaluate('automatic-assessment', contextOf({ inventory: INVENTORY, contract: CONTRACT }, { training: folded(readings) }));
    const [half, whole] = [[reading('VR1', 'session', 1), reading('VR1', 'session', 2), reading('VR1', 'score', 1)], [reading('VR1', 'session', 1), reading('VR1', 'score', 1)]].map(of);
    expect([half, whole]).toMatchObject([{ value: 50, verdict: 'not-met', numerator: 1, denominator: 2, readings: 3, devices: ['VR1'] }, { value: 100, verdict: 'met' }]);
    expect(half?.inputsDigest).not.toBe(whole?.inputsDigest);
  });
});
