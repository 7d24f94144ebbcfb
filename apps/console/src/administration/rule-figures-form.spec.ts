import { describe, expect, it } from '@jest/globals';
import { settingsOf } from './administration-view.js';
import { FIGURE_FIELDS, figureTexts, figuresOf, seededFigures } from './rule-figures-form.js';
import type { FigureField, RuleFigures } from './rule-figures-form.js';

const WHOLE: RuleFigures = {
  subsidy: { percent: 20, cap: { amount: '300', unit: '万元' }, clause: 'S001 一' }, named: { percent: 30, cap: { amount: '500', unit: '万元' }, clause: 'S001 一' },
  investmentFrom: { day: '2018-01-01', clause: 'S001 二(三)' }, construction: { years: 2, clause: 'S001 二(三)' }, matching: { percent: 100, clause: 'S001 四(二)' },
  quotas: [{ direction: 'P2.1.1', projects: 10, clause: 'S001 一(一)1' }, { direction: 'P2.2.1', projects: 3, clause: 'S001 一(二)1' }],
};

describe('the figures of a rule document in the form', () => {
  it('come back as they were shown', () => {
    const shown = (figures: RuleFigures | undefined) => (field: FigureField): string => figureTexts(figures)[field];
    for (const figures of [WHOLE, { quotas: WHOLE.quotas ?? [] }, { named: WHOLE.named } as RuleFigures, undefined]) expect(figuresOf(shown(figures))).toEqual(figures);
  });

  it('of a new document start from what the document in the catalogue says, where it says something', () => {
    expect(seededFigures('P2')).toEqual({ ...WHOLE, quotas: WHOLE.quotas?.slice(0, 1) });
    expect(['P1', 'P3'].map(seededFigures)).toEqual([undefined, undefined]);
  });

  it('are kept when the settings are saved for another reason', () => {
    const form = new FormData();
    for (const [name, value] of [['number', '一号'], ['title', 't'], ['validFrom', '2020-01-01'], ['validTo', ''], ['batches', 'b1']]) form.set(`ruleDocuments[0].${name}`, value ?? '');
    for (const field of FIGURE_FIELDS) form.set(`ruleDocuments[0].figures.${field}`, figureTexts(WHOLE)[field]);
    expect(settingsOf(form).ruleDocuments).toEqual([{ number: '一号', title: 't', validFrom: '2020-01-01', batches: ['b1'], figures: WHOLE }]);
  });
});
