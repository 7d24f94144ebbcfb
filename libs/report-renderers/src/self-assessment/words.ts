import type { BilingualText } from '@yanshou/catalogue';
import type { SelfAssessmentState } from '@yanshou/reports';

/** The eight columns of the form, in its order. */
export const COLUMNS = [
  { zh: '一级指标', en: 'First level' }, { zh: '二级指标', en: 'Second level' }, { zh: '三级指标', en: 'Indicator' }, { zh: '年度指标值', en: 'Planned for the year' },
  { zh: '实际完成值', en: 'Reached' }, { zh: '分值', en: 'Weight' }, { zh: '得分', en: 'Score' }, { zh: '偏差原因分析及改进措施', en: 'Reasons for deviation and measures' },
] as const satisfies readonly BilingualText[];

/** What every value rests on. */
export const BASIS_COLUMNS = [
  { zh: '三级指标', en: 'Indicator' }, { zh: '条款', en: 'Clause' }, { zh: '起', en: 'From' }, { zh: '止', en: 'To' }, { zh: '值', en: 'Value' }, { zh: '单位', en: 'Unit' },
  { zh: '分子', en: 'Numerator' }, { zh: '分母', en: 'Denominator' }, { zh: '结论', en: 'Verdict' }, { zh: '设备数据完整率', en: 'Device coverage' }, { zh: '平台数据完整率', en: 'Platform coverage' },
  { zh: '公式版本', en: 'Formula version' }, { zh: '输入摘要', en: "Inputs' digest" },
] as const satisfies readonly BilingualText[];

export const STATES: Readonly<Record<SelfAssessmentState, BilingualText>> = {
  proposed: { zh: '平台建议，未保存', en: 'suggested by the platform, not saved' }, draft: { zh: '草稿', en: 'draft' }, issued: { zh: '已印发', en: 'issued' },
};

export const TABLE_WORDS = {
  title: { zh: '项目绩效自评表', en: 'Yearly performance self-assessment' },
  table: { zh: '绩效自评表', en: 'Self-assessment' },
  basis: { zh: '数据依据', en: 'Basis of the values' },
  total: { zh: '总分', en: 'Total' },
  coverage: { zh: '数据完整率', en: 'coverage' },
  devices: { zh: '设备', en: 'devices' },
  platform: { zh: '平台', en: 'platform' },
  project: { zh: '项目', en: 'Project' },
  year: { zh: '年度', en: 'Year' },
  asOf: { zh: '数据截至', en: 'Values as of' },
  state: { zh: '状态', en: 'State' },
  version: { zh: '版本', en: 'Version' },
  by: { zh: '编制', en: 'Prepared by' },
  reason: { zh: '重新编制理由', en: 'Reason for a new version' },
  digest: { zh: '印发摘要', en: 'Digest at issue' },
  faults: { zh: '印发前须补正', en: 'To be put right before it can be issued' },
  notes: { zh: '说明', en: 'Notes' },
  whole: { zh: '年度指标值取任务书的本年度目标与当年进度节点，任务书未列年度目标的取全执行期目标并注明；实际完成值由平台按条款核算，不可填写。', en: "Planned values are the contract's targets of the year and the year's milestones; where it states none for the year, those of the whole term, and that is said; values reached are the platform's and cannot be typed in." },
  own: { zh: '各级指标的归类由平台给出，可由项目调整。', en: 'The levels are our own and may be changed by the project.' },
  purpose: { zh: '得分与说明由项目单位自评，供绩效评价参考，不替代审计报告、检测报告与专家意见。', en: "Scores and texts are the project's own; they replace neither the audit report nor the test report nor the experts' opinion." },
} as const satisfies Readonly<Record<string, BilingualText>>;
