export { renderPdf } from './pdf/render-pdf.js';
export type { PrintContext } from './print-context.js';
