import { addressOf } from '../api/request.js';
import type { Language } from '../i18n/language.js';

/** Where a version of the table is, as a workbook or as a page to print. */
export const tableAddress = (project: string, { year, version, format }: { readonly year: string; readonly version: number; readonly format: 'xlsx' | 'html' }, lang: Language): string =>
  addressOf('/projects/{p}/self-assessments/{y}/table.{format}', { p: project, y: year, format }, { lang, ...(version === 0 ? {} : { version }) });
