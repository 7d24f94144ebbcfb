import type { Language } from './language.js';
import { sayIn } from './language.js';
import { table } from './panels/figures.js';
import { latestDays } from './queries.js';
import { originWords } from './words.js';
import type { Word } from './words.js';

/** The latest day of some figures by device, as the platform computed it. `names`: what each figure is called. */
export function dayTable(language: Language, title: string, names: Readonly<Record<string, Word>>, beside: readonly ('limit' | 'note')[] = []) {
  const say = sayIn(language);
  const note = say('note_zh', 'note_en');
  return table({
    title, width: 24, height: 9,
    description: say('每行为一台设备（设备为空：全部合计）最近一个有值的当地日；完整率 = 有效 ÷ 应有。', 'A row is the latest local day with a value of a device, without a name: of all together. Coverage = valid ÷ expected.'),
    queries: [{ query: latestDays(Object.keys(names), beside.map((field) => (field === 'note' ? note : field))) }],
    fields: {
      Time: { title: say('日期', 'day'), unit: 'dateTimeAsIso' },
      figure: { title: say('数值', 'figure'), words: names, width: 150 },
      device: { title: say('设备', 'device') },
      value: { title: say('值', 'value'), decimals: 2 }, unit: { title: say('单位', 'unit'), width: 80 },
      limit: { title: say('限值', 'limit') }, [note]: { title: say('首要因素', 'decided by') },
      expected: { title: say('应有', 'expected') }, valid: { title: say('有效', 'valid') }, platform_coverage: { title: say('平台接收率', 'platform coverage'), unit: 'percentunit', decimals: 2 },
      clause: { title: say('条款', 'clause'), width: 240 }, origin: { title: say('数据来源', 'origin'), words: originWords(say) }, inputs_digest: { title: say('输入摘要', 'inputs digest'), width: 160 },
    },
  });
}
