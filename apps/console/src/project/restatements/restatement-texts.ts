import { sectionTexts } from '../../i18n/section-texts.js';

/** What a restated assessment corrects: what people read. */
export const RESTATEMENT_TEXTS = sectionTexts({
  show: '更正内容',
  showLabel: (id: string) => `核算 ${id} 的更正内容`,
  hide: '收起',
  changed: (changed: number, of: number) => `${of} 项指标中 ${changed} 项有变；被更正的核算保持原样。`,
  none: '该核算没有记录更正内容',
  indicator: '指标',
  before: '更正前',
  after: '更正后',
  difference: '差',
  coverage: '设备 / 平台完整率',
  digests: '输入摘要',
  unchanged: '未变',
  missing: '无此指标',
}, {
  show: 'What it corrects',
  showLabel: (id) => `What assessment ${id} corrects`,
  hide: 'Hide',
  changed: (changed, of) => `${changed} of ${of} indicators changed; the superseded assessment stays as it was issued.`,
  none: 'The assessment records nothing of what it corrects',
  indicator: 'Indicator',
  before: 'Before',
  after: 'After',
  difference: 'Difference',
  coverage: 'Devices / platform',
  digests: 'Inputs digest',
  unchanged: 'unchanged',
  missing: 'not there',
});
