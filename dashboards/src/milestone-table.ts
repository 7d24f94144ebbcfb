import type { Say } from './language.js';
import type { FieldSpec } from './panels/panel-spec.js';
import { milestoneWords } from './words.js';

/** What a table of milestones shows beside the state and the name. */
export const MILESTONE_BESIDE = ['due', 'days_late', 'planned', 'reported', 'as_of', 'changes'];

export const milestoneFields = (say: Say): Readonly<Record<string, FieldSpec>> => ({
  milestone: { title: say('节点编号', 'milestone id') }, [say('name_zh', 'name_en')]: { title: say('节点', 'milestone'), width: 220 },
  state: { title: say('状态', 'state'), words: milestoneWords(say) }, due: { title: say('应完成', 'due'), unit: 'dateTimeAsIso' }, days_late: { title: say('逾期天数', 'days late') },
  planned: { title: say('计划内容', 'planned'), width: 260 }, reported: { title: say('最近报告', 'last report'), width: 260 }, as_of: { title: say('报告所述时间', 'as of'), unit: 'dateTimeAsIso' },
  changes: { title: say('调整次数', 'times moved') },
});
