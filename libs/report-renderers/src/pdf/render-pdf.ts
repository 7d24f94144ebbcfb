import { createRequire } from 'node:module';
import type { Statement } from '@yanshou/reports';
import type { PrintContext } from '../print-context.js';
import type { Printer } from './document.js';
import { FONT, FONT_FILES } from './page-style.js';
import { reportDocument } from './report-document.js';

const pdfmake = createRequire(import.meta.url)('pdfmake') as Printer;
const FILES: ReadonlySet<string> = new Set(Object.values(FONT_FILES));

// A document reads its fonts and nothing else, and fetches nothing.
pdfmake.addFonts({ [FONT]: { ...FONT_FILES } });
pdfmake.setLocalAccessPolicy((path) => FILES.has(path));
pdfmake.setUrlAccessPolicy(() => false);

/**
 * The statement as a PDF (A4) with text that can be selected, bookmarks, and its fonts inside. The same statement and
 * context give the same bytes. Takes some hundred milliseconds of processor time: it belongs into a thread of its own.
 */
export async function renderPdf(statement: Statement, context: PrintContext): Promise<Uint8Array> {
  return pdfmake.createPdf(reportDocument(statement, context)).getBuffer();
}
