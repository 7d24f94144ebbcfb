import { describe, expect, it } from '@jest/globals';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Assessment, AssessmentCheck } from '@yanshou/registry';
import { sampleRows, sampleStatement } from '@yanshou/reports/testing';
import { LATE_DATA, LOST_SESSION, REPLAYED_QUARANTINE, RESTORED_READINGS } from '@yanshou/store';
import fc from 'fast-check';
import { currentCheck, standingOf } from './assessment-standing.js';
import type { Reassessed } from './assessment-standing.js';

const FACTS = { inventory: 'i', contract: 'c', evidence: 'e', figures: 'f', batches: 'b' };
const assessment: Assessment = { project: 'p', id: 'a', from: 0, to: 1, note: '', statement: sampleStatement() };
const issued = currentCheck(assessment, FACTS);
const changed = (change: Partial<IndicatorRow>): readonly IndicatorRow[] => sampleRows().map((row, index) => (index === 0 ? { ...row, ...change } : row));
const first = sampleRows()[0] as IndicatorRow;
const check = (made: Partial<Reassessed>, before: AssessmentCheck | undefined = issued): AssessmentCheck => standingOf(assessment, before, { rows: sampleRows(), facts: FACTS, touched: 0, now: 100, ...made });

describe('an issued assessment', () => {
  it('is current while it is the same to the bit, whatever has touched it', () => {
    expect(check({ touched: LATE_DATA, facts: { ...FACTS, inventory: 'other' } })).toEqual(currentCheck(assessment, { ...FACTS, inventory: 'other' }));
  });

  it.each<readonly [string, Partial<IndicatorRow>]>([
    ['value', { value: (first.value ?? 0) + Number.EPSILON * 128 }], ['numerator', { numerator: 12_345 }], ['denominator', { denominator: 12_345 }], ['coverage', { coverage: 0.123 }],
    ['coverage of the platform', { platformCoverage: 0.123 }], ['target', { target: 12_345 }], ['verdict', { verdict: first.verdict === 'met' ? 'not-met' : 'met' }],
  ])('is to be restated when a %s differs, with the clause, both figures and the difference', (_, change) => {
    const { standing, since, changes } = check({ rows: changed(change) });
    expect([standing, since]).toEqual(['to-restate', 100]);
    expect(changes).toMatchObject([{ indicator: first.indicator, clause: first.clause, before: { value: first.value }, after: change, changed: true }]);
    expect(JSON.parse(JSON.stringify(changes))).toEqual(changes);
  });

  it('is to be restated when an indicator is gone or new', () => {
    expect(check({ rows: sampleRows().slice(1) })).toMatchObject({ standing: 'to-restate', changes: [{ indicator: first.indicator, after: null, clause: first.clause }] });
    expect(check({ rows: [...sampleRows(), { ...first, indicator: 'another', clause: '新条款' }] })).toMatchObject({ standing: 'to-restate', changes: [{ indicator: 'another', before: null, clause: '新条款' }] });
  });

  it('has other inputs only, when nothing that people read differs', () => {
    expect(check({ rows: changed({ inputsDigest: 'sha256:other', readings: 5 }) })).toMatchObject({ standing: 'inputs-changed', since: 100 });
  });

  it('says why: what touched it, what the registry says otherwise, another formula, or that nobody knows', () => {
    const other = changed({ value: 77 });
    expect(check({ rows: other, touched: LATE_DATA | REPLAYED_QUARANTINE }).causes).toEqual(['late-data', 'replayed-quarantine']);
    expect(check({ rows: other, touched: RESTORED_READINGS }).causes).toEqual(['restored-readings']);
    expect(check({ rows: other, touched: LOST_SESSION | LATE_DATA }).causes).toEqual(['late-data', 'lost-session']);
    expect(check({ rows: other, facts: { ...FACTS, figures: 'x', contract: 'x' } }).causes).toEqual(['contract', 'figures']);
    expect(check({ rows: changed({ formulaVersion: '99.0.0' }) })).toMatchObject({ standing: 'inputs-changed', causes: ['formula'] });
    expect([check({ rows: other }).causes, check({ rows: other }, undefined).causes]).toEqual([['unknown'], ['unknown']]);
  });

  it('says of digests that an earlier version made in its own way that nobody knows', () => {
    const other = changed({ value: 77 });
    const judged = { ...FACTS, contract: 'judged:c' };
    expect([check({ rows: other, facts: judged }).causes, check({ rows: other, facts: { ...judged, contract: 'judged:x' } }, { ...issued, facts: judged }).causes]).toEqual([['unknown'], ['contract']]);
  });

  it('keeps since when, and every cause so far, until it is current again', () => {
    const rows = changed({ value: 77 });
    const once = check({ rows, touched: LATE_DATA });
    const twice = check({ rows, facts: { ...FACTS, evidence: 'x' }, now: 200 }, once);
    expect(twice).toMatchObject({ since: 100, causes: ['late-data', 'evidence'] });
    expect(check({ rows: changed({ inputsDigest: 'x' }), now: 300 }, twice)).toMatchObject({ standing: 'inputs-changed', since: 300 });
    expect(check({ now: 400 }, twice)).toEqual(issued);
  });

  it('is judged alike however often it is looked at', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3 }), fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), (touched, value) => {
      const made = { rows: changed({ value }), touched };
      const once = check(made);
      expect(check({ ...made, touched: 0, now: 900 }, once)).toEqual(once);
    }));
  });
});
