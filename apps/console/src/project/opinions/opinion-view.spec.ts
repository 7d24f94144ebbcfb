import { describe, expect, it } from '@jest/globals';
import type { OpinionView } from '@yanshou/api-schema';
import { correctable, opinedIndicators, opinionOf } from './opinion-view.js';

const INDICATORS = [{ indicator: 'standards', nameZh: '标准数', nameEn: 'standards', unit: '项' }];
const formOf = (fields: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};
const WHOLE = { 'conclusion': 'agrees', 'text': ' 与现场一致 ', 'indicators[0]': '', 'figures[0].value': '', 'figures[0].source': '', 'figures[0].explanation': '', 'corrects': '' };
const WITH_FIGURE = { ...WHOLE, 'conclusion': 'disagrees', 'indicators[0]': 'standards', 'figures[0].value': '2', 'figures[0].source': ' 底稿 ', 'figures[0].explanation': '一项未发布' };

describe('an opinion', () => {
  it('is of the whole statement, or of the indicator that was chosen, with its figure in the unit of the statement', () => {
    expect(opinionOf(formOf(WHOLE), 'sha256:1', INDICATORS)).toEqual({ ok: true, value: { statement: 'sha256:1', conclusion: 'agrees', text: '与现场一致', indicators: [], figures: [] } });
    expect(opinionOf(formOf({ ...WITH_FIGURE, corrects: '3' }), 'sha256:1', INDICATORS)).toMatchObject({ ok: true, value: { indicators: ['standards'], corrects: 3, figures: [{ indicator: 'standards', value: 2, unit: '项', source: '底稿', explanation: '一项未发布' }] } });
    expect(opinionOf(formOf({ ...WHOLE, 'indicators[0]': 'standards' }), 'sha256:1', INDICATORS)).toMatchObject({ ok: true, value: { indicators: ['standards'], figures: [] } });
  });

  it.each(['source', 'evidence', 'explanation'])('with the %s of a figure and no figure is not given: it says so at the figure, in both languages', (name) => {
    const given = opinionOf(formOf({ ...WHOLE, 'indicators[0]': 'standards', 'figures[0].value': ' ', [`figures[0].${name}`]: '底稿' }), 'sha256:1', INDICATORS);
    expect(given).toMatchObject({ ok: false, reason: { view: { code: 'missing-field', field: 'figures[0].value', detail: { zh: expect.stringMatching(/请填写核查数值/), en: expect.stringMatching(/state the figure/) } } } });
  });

  it('is about what the statement has', () => {
    expect([opinedIndicators({ indicators: INDICATORS.map((row) => ({ row })) }), opinedIndicators({}), opinedIndicators(null)]).toEqual([INDICATORS, [], []]);
  });

  it('may put right one of one’s own that nothing has put right', () => {
    const given = (number: number, id: string, correctedBy: number | null) => ({ number, auditor: { id, name: id }, correctedBy }) as OpinionView;
    expect(correctable([given(1, 'wang', 3), given(2, 'li', null), given(3, 'wang', null)], 'wang').map(({ number }) => number)).toEqual([3]);
  });
});
