import type { DeclaredFigureView } from '@yanshou/api-schema';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aRow } from '../testing/rows.js';
import { fourFigures } from './four-figures.js';
import { shownFigures } from './shown-figures.js';

const figure = (given: Partial<DeclaredFigureView>): DeclaredFigureView => ({
  id: 'f', indicator: 'networked-device-ratio', purpose: 'own', quantity: 'value', amount: 80, unit: '%', sourceKind: 'entered', status: 'submitted', statedBy: 'liu',
  statedAt: '2026-11-01T00:00:00Z', ...given,
});

describe('four figures side by side', () => {
  it('differ by what the platform is above the unit, and the auditor above the platform', () => {
    const { platformAboveOwn, auditedAbovePlatform } = fourFigures(aRow(), [figure({}), figure({ purpose: 'audited', amount: 60.5 })], 'zh');
    expect([platformAboveOwn, auditedAbovePlatform]).toEqual(['-20.00 %', '+0.50 %']);
  });

  it('compare a signed figure with the value of its own period alone', () => {
    const row = aRow();
    const above = (period: { from: string; to: string }) => fourFigures(row, [figure({ purpose: 'audited', amount: 60.5, period, opinion: { assessment: 'a', number: 1 } })], 'zh').auditedAbovePlatform;
    expect([above({ from: row.from, to: row.to }), above({ from: row.from, to: '2099-01-01T00:00:00Z' })]).toEqual(['+0.50 %', null]);
  });

  it("prefer an auditor's figure of their own period to a later one of another, which stands there alone where there is none", () => {
    const row = aRow();
    const ofRow = figure({ id: 'of-the-row', purpose: 'audited', amount: 60.5, period: { from: row.from, to: row.to }, opinion: { assessment: 'a', number: 1 } });
    const later = figure({ id: 'later', purpose: 'audited', amount: 70, statedAt: '2026-12-01T00:00:00Z', period: { from: row.to, to: '2099-01-01T00:00:00Z' }, opinion: { assessment: 'b', number: 1 } });
    const shown = (stated: readonly DeclaredFigureView[]) => (({ audited, auditedAbovePlatform }) => [audited?.id, auditedAbovePlatform])(fourFigures(row, stated, 'zh'));
    for (const stated of [[ofRow, later], [later, ofRow]]) expect(shown(stated)).toEqual(['of-the-row', '+0.50 %']);
    expect(shown([later])).toEqual(['later', null]);
    expect(shown([{ ...ofRow, status: 'withdrawn' }, later])).toEqual(['later', null]);
  });

  it('take the latest that was not rejected, of this indicator', () => {
    const stated = [
      figure({ id: 'old', amount: 10 }), figure({ id: 'new', amount: 75, statedAt: '2026-11-02T00:00:00Z' }),
      figure({ id: 'rejected', status: 'rejected', statedAt: '2026-11-03T00:00:00Z' }), figure({ id: 'other', indicator: 'standards', statedAt: '2026-11-04T00:00:00Z' }),
    ];
    expect(fourFigures(aRow(), stated, 'zh').own?.id).toBe('new');
  });

  it('state no difference without both, or between units', () => {
    expect(fourFigures(aRow(), [], 'zh')).toEqual({ own: null, audited: null, platformAboveOwn: null, auditedAbovePlatform: null });
    expect(fourFigures(aRow({ value: null, numerator: null, denominator: null }), [figure({})], 'zh').platformAboveOwn).toBeNull();
    expect(fourFigures(aRow(), [figure({ unit: '‰' })], 'zh').platformAboveOwn).toBeNull();
  });
});

describe('figures beside a value', () => {
  it('are read where they are', () => {
    const reason = { zh: '无', en: 'none' };
    const read = shownFigures({ everConnected: 4, exemptShare: 0.1, byCalendar24h: { numerator: 1, denominator: 5, value: 20 }, perDevice: [{ id: 'M01', expected: 10, valid: 9, networked: true, reason }] });
    expect(read).toEqual({
      byCalendar24h: { numerator: 1, denominator: 5 }, everConnected: 4, validInWindow: null, verifiedOnSite: null, exemptShare: 0.1,
      devices: [{ id: 'M01', expected: 10, valid: 9, isNetworked: true, reason }], legs: [], sources: null, evidence: null, tables: [],
    });
  });

  it('hold both legs of a gain with their own coverage, and what became of evidence', () => {
    const quantities = [{ quantity: 'good-quantity', amount: 120, unit: '件', sourceKind: 'collected', readings: 4, declaredFigure: null }];
    const leg = { leg: 'reporting', numerator: '6', denominator: '5', value: 1.2, unit: '', sourceKind: 'collected', telemetry: true, quantities, intervals: { expected: 8, valid: 6 }, readings: 4 };
    const { legs, evidence } = shownFigures({ legs: [leg, { ...leg, leg: 'baseline', intervals: null }], evidence: { counted: ['a', 'b'], awaiting: ['c'], outsideTerm: [], rejected: [] } });
    expect(legs.map(({ leg: name, value, coverage }) => [name, value, coverage])).toEqual([['reporting', 1.2, 0.75], ['baseline', 1.2, null]]);
    expect(legs[0]?.quantities).toEqual([{ quantity: 'good-quantity', amount: 120, unit: '件', declaredFigure: null }]);
    expect(evidence).toEqual({ counted: 2, awaiting: 1, outsideTerm: 0, rejected: 0, notCounting: 0 });
  });

  it('of whatever shape break nothing', () => {
    fc.assert(fc.property(fc.jsonValue(), (figures) => expect(Array.isArray(shownFigures(figures).devices)).toBe(true)));
    fc.assert(fc.property(fc.jsonValue(), (part) => {
      const { devices, legs } = shownFigures({ perDevice: part, legs: part, evidence: part, byCalendar24h: part });
      expect([devices, legs].every(Array.isArray)).toBe(true);
    }));
  });
});
