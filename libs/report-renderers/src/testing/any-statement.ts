import fc from 'fast-check';
import type { StatedFigure, StatedIndicator, Statement } from '@yanshou/reports';
import { sampleStatement } from '@yanshou/reports/testing';

const SAMPLE = sampleStatement({ origin: 'simulated' });

/** What people type: letters of any script, line ends, characters that nobody sees, and what a spreadsheet would compute. */
const words = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('=1+1', '+2', '-3', '@x', '\t=cmd', '_x0041_', '🌱\u202eabc', '核'.repeat(700), 'x'.repeat(700), 'a\nb\r\nc', ''));
const numbers = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ noNaN: true, noDefaultInfinity: true }));

const figure = fc.record<StatedFigure>({
  value: numbers, unit: fc.constantFrom('%', '件', ''), statedBy: words, statedAt: fc.constant(SAMPLE.createdAt), status: fc.constantFrom('submitted', 'accepted'),
  decidedBy: fc.option(words), sourceKind: fc.constantFrom('collected', 'entered', 'imported'), evidence: fc.constant(null), explanation: fc.option(words),
});

/** An indicator of the sample about which anything may have been said. */
const indicator: fc.Arbitrary<StatedIndicator> = fc.record({
  of: fc.nat({ max: SAMPLE.indicators.length - 1 }), value: fc.option(numbers), target: fc.option(numbers), coverage: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  clause: words, name: words, own: fc.option(figure), audited: fc.option(figure), reasons: fc.array(words, { maxLength: 2 }), devices: fc.array(words, { maxLength: 3 }), withTrace: fc.boolean(),
}).map(({ of, value, target, coverage, clause, name, own, audited, reasons, devices, withTrace }) => {
  const { trace, ...sample } = SAMPLE.indicators[of] as StatedIndicator;
  const row = { ...sample.row, value, target, coverage, clause, nameZh: name, nameEn: name, reasons: reasons.map((text) => ({ zh: text, en: text })), devices, ...(value === null ? { numerator: null, denominator: null } : {}) };
  const figures = { ...sample.figures, own, audited, target: { ...sample.figures.target, value: target } };
  return { ...sample, row, figures, ...(withTrace && trace !== undefined ? { trace } : {}) };
});

/** Any statement, as far as its types say what it may be. */
export const anyStatement: fc.Arbitrary<Statement> = fc.record({
  indicators: fc.array(indicator, { maxLength: 2 }), note: fc.option(words), name: words, stamps: fc.array(words, { maxLength: 2 }), supersedes: fc.option(words),
  gap: fc.option(words),
}).map(({ indicators, note, name, stamps, supersedes, gap }) => ({
  ...SAMPLE, indicators, note, stamps, supersedes, project: { ...SAMPLE.project, nameZh: name, nameEn: name },
  gaps: gap === null ? [] : [{ fromSequence: 1, toSequence: 9, declaredAt: SAMPLE.createdAt, cause: gap, reason: gap }],
}));
