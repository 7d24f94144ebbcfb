import { sectionTexts } from '../i18n/section-texts.js';

/** Corrections of traceability events: what people read. */
export const CORRECTION_TEXTS = sectionTexts({
  corrects: (id: string, who: string) => `更正 ${id}，${who} 登记`,
  because: (reason: string) => `：${reason}`,
  decidedBy: (who: string) => `；${who} 决定`,
  state: { submitted: '待批准，原事件仍计入', accepted: '已批准', rejected: '已退回' },
  decideLabel: (id: string) => `处理更正 ${id}`,
  accept: '批准',
  reject: '退回',
}, {
  corrects: (id, who) => `corrects ${id}, recorded by ${who}`,
  because: (reason) => `: ${reason}`,
  decidedBy: (who) => `; decided by ${who}`,
  state: { submitted: 'awaits its decision, the first still counts', accepted: 'accepted', rejected: 'rejected' },
  decideLabel: (id) => `Decide on the correction ${id}`,
  accept: 'Accept',
  reject: 'Reject',
});
