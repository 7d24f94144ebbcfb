import type { BilingualText } from '@yanshou/catalogue';
import type { OpinionFault, OpinionFaultCode } from '@yanshou/evidence';
import type { ApiRefusal } from '../api/api-backend.js';

const TEXTS: Readonly<Record<OpinionFaultCode, BilingualText>> = {
  'not-in-statement': { zh: '该报告没有此指标，请按报告所列指标填写', en: 'is no indicator of this statement: name one that it has' },
  'named-twice': { zh: '同一指标出现两次，请合并', en: 'is named twice: say it once' },
  'beyond-indicators': { zh: '不在本意见所涉指标之内，请一并选上该指标', en: 'is none of the indicators that the opinion is about: name it there, too' },
  'other-unit': { zh: '单位须与报告中该指标的单位相同', en: 'has to be the unit of the indicator in the statement' },
  'other-period': { zh: '期间须与报告中该指标的期间相同', en: 'has to be the period of the indicator in the statement' },
  'unexplained': { zh: '核查数值与平台值不同，请说明差异原因', en: 'is missing: the figure differs from the platform\'s, say why' },
  'corrects-none': { zh: '只能更正本人出具且尚未更正的意见', en: 'is no opinion of your own that nothing has put right yet' },
};

/** Why an opinion cannot be given, for people. */
export function opinionRefusal({ code, field, expected }: OpinionFault): ApiRefusal {
  const { zh, en } = TEXTS[code];
  const [wanted, wantedEn] = expected === undefined ? ['', ''] : [`（应为 ${expected}）`, ` (${expected})`];
  return { code: 'invalid', field, zh: `字段 ${field}：${zh}${wanted}`, en: `field ${field}: ${en}${wantedEn}` };
}

export const UNKNOWN_ASSESSMENT: ApiRefusal = { code: 'unknown', field: 'a', zh: '没有该核算', en: 'there is no such assessment' };
export const OTHER_STATEMENT: ApiRefusal = {
  code: 'statement-differs', field: 'statement', zh: '所核查的内容不是该核算已签发的报告：请重新打开报告核对后再出具意见',
  en: 'what was read is not the statement that was issued: open the report again, and say what you find of it',
};
export const noSuchEvidence = (field: string): ApiRefusal => ({ code: 'unknown-reference', field, zh: `字段 ${field}：本项目没有该佐证材料`, en: `field ${field}: is no evidence of this project` });
export const ALL_AT_ONCE: ApiRefusal = { code: 'busy', field: '', zh: '同时有多人出具意见，请稍后重试', en: 'others give opinions at the same time: try again' };
