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

describe('an opinion', () => {
  it('is of the whole statement, or of the indicator that was chosen, with its figure in the unit of the statement', () => {
    expect(opinionOf(formOf(WHOLE), 'sha256:1', INDICATORS)).toEqual({ statement: 'sha256:1', conclusion: 'agrees', text: '与现场一致', indicators: [], figures: [] });
    const told = { ...WHOLE, 'conclusion': 'disagrees', 'indicators[0]': 'standards', 'figures[0].value': '2', 'figures[0].source': ' 底稿 ', 'figures[0].explanation': '一项未发布', 'corrects': '3' };
    expect(opinionOf(formOf(told), 'sha256:1', INDICATORS)).toMatchObject({ indicators: ['standards'], corrects: 3, figures: [{ indicator: 'standards', value: 2, unit: '项', source: '底稿', explanation: '一项未发布' }] });
    expect(opinionOf(formOf({ ...told, 'figures[0].value': ' ' }), 'sha256:1', INDICATORS).figures).toEqual([]);
  });

  it('is about what the statement has', () => {
    expect([opinedIndicators({ indicators: INDICATORS.map((row) => ({ row })) }), opinedIndicators({}), opinedIndicators(null)]).toEqual([INDICATORS, [], []]);
  });

  it('may put right one of one’s own that nothing has put right', () => {
    const given = (number: number, id: string, correctedBy: number | null) => ({ number, auditor: { id, name: id }, correctedBy }) as OpinionView;
    expect(correctable([given(1, 'wang', 3), given(2, 'li', null), given(3, 'wang', null)], 'wang').map(({ number }) => number)).toEqual([3]);
  });
});
