import { sectionTexts } from '../i18n/section-texts.js';

/** Of which period an assessment is: what people read. */
export const ASSESSMENT_TEXTS = sectionTexts({
  interim: '阶段性核算',
  interimHelp: '核算时段不是任务书考核期，不代表考核结果',
  whole: '任务书考核期',
}, {
  interim: 'Interim',
  interimHelp: 'Not over the contract’s reporting period: not the result of the assessment',
  whole: 'the contract’s reporting period',
});
