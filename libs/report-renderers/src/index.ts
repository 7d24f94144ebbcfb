export { renderHtml } from './render-html.js';
export type { ReportLanguage } from './words.js';
export type { PrintContext } from './print-context.js';
export { renderSelfAssessment } from './self-assessment/render-self-assessment.js';
export { selfAssessmentSheet } from './self-assessment/self-assessment-sheet.js';
