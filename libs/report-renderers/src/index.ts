export { renderHtml } from './render-html.js';
export type { ReportLanguage } from './words.js';
