export { renderPdf } from './pdf/render-pdf.js';
export { renderXlsx } from './xlsx/render-xlsx.js';
