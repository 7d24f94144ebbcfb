import { sectionTexts } from '../i18n/section-texts.js';

/** Of which period an assessment is, and what its report is downloaded as: what people read. */
export const ASSESSMENT_TEXTS = sectionTexts({
  interim: '阶段性核算',
  interimHelp: '核算时段不是任务书考核期，不代表考核结果',
  whole: '任务书考核期',
  pdfZh: 'PDF 中文',
  pdfEn: 'PDF 英文',
  xlsxZh: 'Excel 中文',
  xlsxEn: 'Excel 英文',
}, {
  interim: 'Interim',
  interimHelp: 'Not over the contract’s reporting period: not the result of the assessment',
  whole: 'the contract’s reporting period',
  pdfZh: 'PDF (Chinese)',
  pdfEn: 'PDF (English)',
  xlsxZh: 'Excel (Chinese)',
  xlsxEn: 'Excel (English)',
});
